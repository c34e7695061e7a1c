import Daemon

extension DaemonError: HasExitStatus {
  var exitStatus: ExitStatus {
    if case .unusableConfiguration = self { .configuration } else { .failed }
  }
}
