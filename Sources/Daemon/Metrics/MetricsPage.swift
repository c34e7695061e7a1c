/// Everything there is to measure, for Prometheus.
package enum MetricsPage {
  /// - Parameters:
  ///   - build: versions of what the program was made with, by name.
  package static func text(
    _ report: StatusReport, _ reading: FrameMeter.Reading, sockets: SocketCounts,
    build: [(String, String)]
  ) -> String {
    var page = PrometheusText()
    addFrames(report, reading, to: &page)
    page.gauge(
      "emotion_detector_up", "1 while frames come, 0 while the camera is away or closed.",
      report.state == .running ? 1 : 0)
    page.counters(
      "emotion_detector_events_total", "Lines of events that were written.", label: "output",
      report.outputs.map { ($0.name, $0.lines) })
    page.counters(
      "emotion_detector_events_dropped_total", "Lines that an output was too slow for.",
      label: "output",
      report.outputs.map { ($0.name, $0.dropped) } + [("socket", sockets.droppedLines)])
    page.gauge(
      "emotion_detector_event_readers", "Readers of the events socket.", Double(sockets.readers))
    page.counter(
      "emotion_detector_connections_refused_total",
      "Connections to the sockets that were turned away or cut off.", sockets.refused)
    page.gauge(
      "emotion_detector_storage_bytes", "Events and recordings that are kept.",
      Double(report.storageBytes))
    page.gauge(
      "emotion_detector_recording", "1 while a recording goes on.",
      report.recording == nil ? 0 : 1)
    page.gauge(
      "emotion_detector_uptime_seconds", "Time since the start.", report.uptimeSeconds)
    page.gauge(
      "emotion_detector_build_info", "What the program was made with; always 1.", labels: build, 1)
    return page.text
  }

  private static func addFrames(
    _ report: StatusReport, _ reading: FrameMeter.Reading, to page: inout PrometheusText
  ) {
    page.counter(
      "emotion_detector_frames_captured_total", "Frames that the source has made.",
      report.captured)
    page.counter(
      "emotion_detector_frames_analysed_total", "Frames that were analysed.", report.analysed)
    page.counter(
      "emotion_detector_frames_dropped_total", "Frames that were not analysed.", report.dropped)
    page.counter(
      "emotion_detector_faces_total", "Faces found, summed over the frames.", reading.faces)
    page.gauge(
      "emotion_detector_faces", "Faces in the frame analysed last.", Double(reading.facesNow))
    page.histogram(
      "emotion_detector_inference_seconds",
      "Time to find the faces of a frame and read their expressions.", reading.inference)
    page.histogram(
      "emotion_detector_event_latency_seconds", "From a frame's capture to its event.",
      reading.latency)
    page.counter(
      "emotion_detector_reconnects_total", "Times a lost camera was opened again.",
      report.reconnects)
    page.gauge(
      "emotion_detector_last_frame_age_seconds",
      "How long ago a frame was analysed last; since the start where none was.",
      report.lastFrameSeconds ?? report.uptimeSeconds)
  }
}
