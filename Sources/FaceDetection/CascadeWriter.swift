extension Cascade {
  /// The cascade as OpenCV's XML (`opencv-cascade-classifier`): OpenCV 2.4 to 4 reads it, and
  /// ``init(xml:name:)`` gives this very cascade back.
  ///
  /// - Parameter comment: put in front; without two hyphens next to each other.
  package func xml(comment: String) -> [UInt8] {
    precondition(!comment.contains("--"), "an XML comment with two hyphens: \(comment)")
    let largest = stages.map(\.trees.count).max() ?? 0
    return Array(
      """
      <?xml version="1.0"?>
      <!--\(comment)-->
      <opencv_storage>
      <cascade type_id="opencv-cascade-classifier"><stageType>BOOST</stageType>
        <featureType>HAAR</featureType>
        <height>\(windowHeight)</height>
        <width>\(windowWidth)</width>
        <stageParams>
          <maxWeakCount>\(largest)</maxWeakCount></stageParams>
        <featureParams>
          <maxCatCount>0</maxCatCount></featureParams>
        <stageNum>\(stages.count)</stageNum>
        <stages>
      \(stages.map(\.xml).joined())  </stages>
        <features>
      \(features.map(\.xml).joined())  </features></cascade>
      </opencv_storage>

      """.utf8)
  }
}

extension Cascade.Stage {
  fileprivate var xml: String {
    """
        <_>
          <maxWeakCount>\(trees.count)</maxWeakCount>
          <stageThreshold>\(threshold)</stageThreshold>
          <weakClassifiers>
    \(trees.map(\.xml).joined())      </weakClassifiers></_>

    """
  }
}

extension Cascade.Tree {
  fileprivate var xml: String {
    let nodes = nodes.map { "\($0.left) \($0.right) \($0.feature) \($0.threshold)" }
    return """
            <_>
              <internalNodes>\(nodes.joined(separator: " "))</internalNodes>
              <leafValues>\(leaves.map { "\($0)" }.joined(separator: " "))</leafValues></_>

      """
  }
}

extension HaarFeature {
  fileprivate var xml: String {
    let rects = parts.map { part in
      let rect = part.rect
      return "<_>\(rect.x) \(rect.y) \(rect.width) \(rect.height) \(part.weight)</_>"
    }
    return "    <_><rects>\(rects.joined())</rects>\(isTilted ? "<tilted>1</tilted>" : "")</_>\n"
  }
}
