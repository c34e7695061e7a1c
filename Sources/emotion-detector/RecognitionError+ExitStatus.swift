import EmotionRecognition

extension RecognitionError: HasExitStatus {
  var exitStatus: ExitStatus {
    switch self {
    case .unusableDataFolder: .configuration
    default: .failed
    }
  }
}
