import Display
import EmotionRecognition
import Imaging
import Overlay

/// How the viewer wants the picture, changed by keys, and the picture made so.
package struct LiveView {
  /// What a key asks of others than the view.
  package enum Request: Equatable {
    case fullScreen, record, snapshot, quit
    /// Keep the face that is seen for the class of a digit, 1...9.
    case collect(Int)
  }

  private(set) var isPaused = false
  private(set) var isMirrored = false
  private(set) var options = OverlayOptions()
  private let renderer = OverlayRenderer()

  package init() {}

  /// Takes a key; tells what it asks of others.
  package mutating func take(_ key: Key) -> Request? {
    switch key {
    case .character("o"): options.showsOverlay.toggle()
    case .character("l"): options.showsLabels.toggle()
    case .character("b"): options.showsBars.toggle()
    case .character("m"): isMirrored.toggle()
    case .character("p"), .character(" "): isPaused.toggle()
    case .character("h"), .character("?"): options.showsHelp.toggle()
    case .character("f"): return .fullScreen
    case .character("r"): return .record
    case .character("s"): return .snapshot
    case .character("q"), .escape: return .quit
    case .character(let digit) where ("1"..."9").contains(digit):
      return digit.wholeNumberValue.map { .collect($0) }
    default: break
    }
    return nil
  }

  /// The picture as it is shown, recorded and kept.
  func picture(
    of image: ColorImage, analysis: FrameAnalysis?, status: OverlayStatus
  ) throws -> ColorImage {
    var image = image
    var analysis = analysis
    var status = status
    if isMirrored {
      image.mirror()
      analysis = analysis?.mirrored()
    }
    if isPaused { status.mode = .paused }
    try renderer.draw(analysis, status: status, options: options, on: &image)
    return image
  }
}
