import Imaging

extension FrameAnalysis {
  /// What was found, where it lies in the mirrored picture (`ColorImage.mirrored()`).
  package func mirrored() -> FrameAnalysis {
    var copy = self
    for index in copy.faces.indices {
      copy.faces[index].box = copy.faces[index].box.mirrored(inWidth: width)
    }
    return copy
  }
}
