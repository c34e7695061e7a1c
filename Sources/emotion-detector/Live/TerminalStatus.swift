import EmotionRecognition
import Foundation
import Overlay

/// The status line that stands in for the window where there is none.
struct TerminalStatus {
  private let name: String?
  /// Least time from one line to the next: one that overwrites itself may come often.
  private let interval: Duration
  private let overwrites: Bool
  private var last: ContinuousClock.Instant?
  private var hasOpenLine = false

  /// - Parameter name: of one source among several, which take turns with their lines.
  init(name: String? = nil) {
    self.name = name
    overwrites = StandardError.isTerminal && name == nil
    interval = overwrites ? .milliseconds(200) : .seconds(2)
  }

  /// Shows what is going on, if the last time was long enough ago.
  mutating func show(_ status: OverlayStatus, analysis: FrameAnalysis?) {
    let now = ContinuousClock.now
    if let last, now - last < interval { return }
    last = now
    let text = (name.map { "\($0): " } ?? "") + Self.text(status, analysis: analysis)
    // Erase to the line's end: the line before may have been longer.
    StandardError.write(overwrites ? "\r\(text)\u{1B}[K" : "\(text)\n")
    hasOpenLine = overwrites
  }

  /// Leaves the line as it stands and goes to the next.
  mutating func finish() {
    if hasOpenLine { StandardError.write("\n") }
    hasOpenLine = false
  }

  static func text(_ status: OverlayStatus, analysis: FrameAnalysis?) -> String {
    var parts = [mode(status.mode)]
    if let time = status.recordingTime {
      let seconds = Int(time / .seconds(1))
      parts.append(String(format: "REC %d:%02d", seconds / 60, seconds % 60))
    }
    if let rate = status.framesPerSecond { parts.append(String(format: "%.0f fps", rate)) }
    if let rate = status.analysesPerSecond {
      parts.append(String(format: "%.0f analysed/s", rate))
    }
    if let dropped = status.droppedFrames { parts.append("\(dropped) dropped") }
    if let notice = status.notice { parts.append(notice) }
    parts.append(faces(analysis))
    return parts.joined(separator: "  ")
  }

  private static func mode(_ mode: OverlayStatus.Mode) -> String {
    switch mode {
    case .live: "LIVE"
    case .paused: "PAUSED"
    case .demo: "DEMO"
    case .file(let name): name
    }
  }

  private static func faces(_ analysis: FrameAnalysis?) -> String {
    guard let faces = analysis?.faces, !faces.isEmpty else { return "no face" }
    return faces.map { face in
      let percent = face.confidence.map { " \(Int(($0 * 100).rounded())) %" } ?? ""
      return "#\(face.id) \(face.emotion ?? "uncertain")\(percent)"
    }.joined(separator: ", ")
  }
}
