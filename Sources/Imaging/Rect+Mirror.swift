extension Rect {
  /// The rectangle in the picture whose left and right are swapped.
  ///
  /// - Parameter width: the picture's width in pixels.
  package func mirrored(inWidth width: Int) -> Rect {
    Rect(x: width - maxX, y: y, width: self.width, height: height)
  }
}
