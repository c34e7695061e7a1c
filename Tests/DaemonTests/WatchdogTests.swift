import Daemon
import Foundation
import Logging
import Pipeline
import Programs
import Testing

@Suite struct WatchdogTests {
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func watchdog(_ folder: TemporaryFolder, _ more: [String: String]) throws -> (
    Watchdog, NotifySocket
  ) {
    let name = "\(folder.path)/notify"
    let manager = try NotifySocket(name)
    let environment = ["NOTIFY_SOCKET": name].merging(more) { $1 }
    let notifier = ServiceNotifier(environment: environment)
    return (Watchdog(environment: environment, process: 42, notifier: notifier), manager)
  }

  @Test func anAnalyserThatStallsGivesNoSignOfLife() throws {
    let folder = try TemporaryFolder()
    var (watchdog, manager) = try watchdog(folder, ["WATCHDOG_USEC": "3000000"])
    let source = SmallFrames()
    let stall = DispatchSemaphore(value: 0)
    let pipeline = LivePipeline(
      source: source,
      steps: .init(analyze: { frame in
        if frame.index >= 3 { stall.wait() }
        return SmallFrames.analysis(frame.index)
      }), log: log)
    pipeline.start()
    for number in 1...3 {
      source.permit()
      #expect(eventually { pipeline.statistics.analysed == number })
      watchdog.tick(evidence: pipeline.statistics.analysed, at: .seconds(number))
    }
    #expect(manager.messages == ["WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"])
    // The camera goes on, the analysis does not.
    for _ in 0..<20 { source.permit() }
    #expect(eventually { pipeline.statistics.captured >= 10 })
    for second in 4...100 {
      watchdog.tick(evidence: pipeline.statistics.analysed, at: .seconds(second))
    }
    #expect(manager.messages.count == 3)
    for _ in 0..<30 { stall.signal() }
    #expect(eventually { pipeline.statistics.analysed > 3 })
    watchdog.tick(evidence: pipeline.statistics.analysed, at: .seconds(101))
    #expect(manager.messages.count == 4)
    pipeline.stop()
    pipeline.join()
  }

  @Test func signsComeNoOftenerThanThriceAnInterval() throws {
    let folder = try TemporaryFolder()
    var (watchdog, manager) = try watchdog(folder, ["WATCHDOG_USEC": "3000000"])
    for tick in 0..<100 { watchdog.tick(evidence: tick + 1, at: .milliseconds(100 * tick)) }
    #expect(manager.messages.count == 10)
  }

  @Test func aWatchdogOfAnotherProcessIsNotFed() throws {
    for more in [["WATCHDOG_USEC": "3000000", "WATCHDOG_PID": "43"], [:]] {
      let folder = try TemporaryFolder()
      var (watchdog, manager) = try watchdog(folder, more)
      watchdog.tick(evidence: 1, at: .seconds(1))
      #expect(manager.messages.isEmpty)
    }
  }
}
