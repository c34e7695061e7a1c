import Imaging

/// The outline of a shape: straight lines and arcs, in one or more pieces.
package struct Path: Sendable, Hashable {
  package enum Element: Sendable, Hashable {
    case move(Point)
    case line(Point)
    /// A part of a circle, clockwise on the screen, joined to what was drawn before by a line.
    /// Angles in radians, 0 to the right.
    case arc(center: Point, radius: Double, from: Double, to: Double)
    case close
  }

  package private(set) var elements: [Element] = []

  package init() {}

  /// Lines through points; with `closed` back to the first one.
  package init(through points: [Point], closed: Bool = false) {
    for (index, point) in points.enumerated() {
      elements.append(index == 0 ? .move(point) : .line(point))
    }
    if closed { elements.append(.close) }
  }

  /// A rectangle with round corners.
  ///
  /// - Parameters:
  ///   - inset: how far inside the rectangle's edge the path runs, in pixels.
  ///   - cornerRadius: of the path; made smaller where the rectangle has no room for it.
  package init(_ rect: Rect, inset: Double = 0, cornerRadius: Double = 0) {
    let left = Double(rect.x) + inset
    let top = Double(rect.y) + inset
    let right = max(left, Double(rect.maxX) - inset)
    let bottom = max(top, Double(rect.maxY) - inset)
    let radius = max(0, min(cornerRadius, (right - left) / 2, (bottom - top) / 2))
    guard radius > 0 else {
      self.init(
        through: [
          Point(x: left, y: top), Point(x: right, y: top), Point(x: right, y: bottom),
          Point(x: left, y: bottom),
        ], closed: true)
      return
    }
    self.init()
    let corners = [
      Point(x: right - radius, y: top + radius), Point(x: right - radius, y: bottom - radius),
      Point(x: left + radius, y: bottom - radius), Point(x: left + radius, y: top + radius),
    ]
    for (index, center) in corners.enumerated() {
      let from = (Double(index) - 1) * .pi / 2
      arc(center: center, radius: radius, from: from, to: from + .pi / 2)
    }
    close()
  }

  /// A full circle.
  package init(circleAt center: Point, radius: Double) {
    arc(center: center, radius: radius, from: 0, to: 2 * .pi)
    close()
  }

  /// Begins a new piece.
  package mutating func move(to point: Point) { elements.append(.move(point)) }

  /// A straight line from the last point.
  package mutating func line(to point: Point) { elements.append(.line(point)) }

  /// A part of a circle, see ``Element/arc(center:radius:from:to:)``.
  package mutating func arc(center: Point, radius: Double, from: Double, to: Double) {
    elements.append(.arc(center: center, radius: radius, from: from, to: to))
  }

  /// A straight line to where the piece began.
  package mutating func close() { elements.append(.close) }
}
