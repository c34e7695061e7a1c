import Daemon
import Foundation
import Programs
import Testing

@Suite struct MetricsTests {
  private static let promtool = "/usr/bin/promtool"
  private static var hasPromtool: Bool { FileManager.default.isExecutableFile(atPath: promtool) }

  private func report() -> StatusReport {
    StatusReport(
      version: "1.2.3", state: .running, source: "a \"camera\"\\", reason: nil, uptimeSeconds: 12.5,
      framesPerSecond: 30, faces: 1, counts: (100, 90, 10), reconnects: 2, lastFrameSeconds: 0.03,
      latency: nil, recording: "/x", outputs: [.init(name: "file", lines: 90, dropped: 1)],
      readers: 3, storageBytes: 1 << 40)
  }

  private func page(_ report: StatusReport) -> String {
    let meter = FrameMeter()
    for milliseconds in [1, 3, 3, 700, 9000] {
      meter.analysed(faces: 2, in: .milliseconds(milliseconds))
      meter.delivered(after: .milliseconds(milliseconds))
    }
    return MetricsPage.text(
      report, meter.reading, sockets: SocketCounts(),
      build: [("version", "1.2.3"), ("odd", "\"\\\n")])
  }

  @Test func aHistogramCountsWhatIsAtOrBelowEachBound() {
    let text = page(report())
    for line in [
      "emotion_detector_inference_seconds_bucket{le=\"0.001\"} 1",
      "emotion_detector_inference_seconds_bucket{le=\"0.005\"} 3",
      "emotion_detector_inference_seconds_bucket{le=\"1.0\"} 4",
      "emotion_detector_inference_seconds_bucket{le=\"+Inf\"} 5",
      "emotion_detector_inference_seconds_count 5", "emotion_detector_faces_total 10",
      "emotion_detector_frames_dropped_total 10", "emotion_detector_reconnects_total 2",
      "emotion_detector_last_frame_age_seconds 0.03", "emotion_detector_recording 1.0",
      "emotion_detector_events_dropped_total{output=\"file\"} 1",
      "emotion_detector_build_info{version=\"1.2.3\",odd=\"\\\"\\\\\\n\"} 1.0",
    ] {
      #expect(text.contains(line + "\n"), "\(line)")
    }
  }

  @Test(.enabled(if: hasPromtool, "needs promtool, of Debian's package prometheus"))
  func prometheusFindsNothingToSay() throws {
    let folder = try TemporaryFolder()
    var idle = report()
    (idle.outputs, idle.lastFrameSeconds, idle.recording) = ([], nil, nil)
    for report in [report(), idle] {
      let file = try folder.file("metrics", page(report))
      let outcome = try Program.run(
        ["-c", "exec \(Self.promtool) check metrics < \(file)"], executable: "/bin/sh")
      #expect(outcome.status == 0 && outcome.error == "", "\(outcome.error)")
    }
  }

  @Test func mostTimesStayBelowAPercentile() {
    var times = RecentTimes()
    #expect(times.percentile(0.5) == nil)
    for milliseconds in 1...100 { times.add(.milliseconds(milliseconds)) }
    #expect(times.percentile(0.5) == .milliseconds(50))
    #expect(times.percentile(0.99) == .milliseconds(99))
    for _ in 0..<600 { times.add(.seconds(1)) }
    #expect(times.percentile(0) == .seconds(1))
  }
}
