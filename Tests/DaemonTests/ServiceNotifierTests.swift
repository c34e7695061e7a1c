import Daemon
import Programs
import Testing

@Suite struct ServiceNotifierTests {
  @Test(arguments: ["path", "abstract"]) func everyStateReachesTheManager(kind: String) throws {
    let folder = try TemporaryFolder()
    let name = (kind == "path" ? "" : "@") + "\(folder.path)/notify"
    let manager = try NotifySocket(name)
    let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": name])
    notifier.ready(status: "all\nwell")
    notifier.status("2 faces")
    notifier.reloading()
    notifier.watchdog()
    notifier.stopping()
    let messages = manager.messages
    #expect(messages.count == 5)
    #expect(messages.first == "READY=1\nSTATUS=all well")
    #expect(messages.contains("STATUS=2 faces") && messages.contains("WATCHDOG=1"))
    #expect(messages.last == "STOPPING=1")
    let time = messages[2].split(separator: "=").last.flatMap { Int($0) } ?? 0
    #expect(messages[2].hasPrefix("RELOADING=1\nMONOTONIC_USEC=") && time > 0)
  }

  @Test func withoutAManagerNothingHappens() {
    ServiceNotifier(environment: [:]).ready(status: "")
    ServiceNotifier(environment: ["NOTIFY_SOCKET": "/nowhere/at/all"]).ready(status: "")
    ServiceNotifier(environment: ["NOTIFY_SOCKET": "vsock:2:1"]).ready(status: "")
  }
}
