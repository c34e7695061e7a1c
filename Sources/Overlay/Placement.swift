import Imaging

/// Finds room for labels and panels: inside the picture, not on top of each other.
package struct Placement {
  /// The picture.
  package let bounds: Rect
  /// Rooms given away so far.
  package private(set) var taken: [Rect]
  private let faces: [Rect]

  /// - Parameters:
  ///   - bounds: the picture.
  ///   - taken: rooms that are not to be had, such as the status line's.
  ///   - faces: boxes better left free.
  package init(bounds: Rect, taken: [Rect], faces: [Rect]) {
    self.bounds = bounds
    self.taken = taken
    self.faces = faces
  }

  /// How much of a room is covered already, in rooms: 0 where it is free.
  ///
  /// What is taken counts four times, a foreign face once, the own face half.
  package func crowding(of room: Rect, own face: Rect) -> Double {
    guard room.area > 0 else { return 0 }
    var covered = 0.0
    for other in taken { covered += 4 * Double(room.intersection(other).area) }
    for other in faces where other != face { covered += Double(room.intersection(other).area) }
    covered += 0.5 * Double(room.intersection(face).area)
    return covered / Double(room.area)
  }

  /// The least crowded of the rooms, each first moved into the picture; the first among equals.
  ///
  /// - Returns: nil where none is small enough for the picture.
  package func best(of rooms: [Rect], own face: Rect) -> (room: Rect, crowding: Double)? {
    var best: (room: Rect, crowding: Double)?
    for room in rooms where room.width <= bounds.width && room.height <= bounds.height {
      let moved = moveInside(room)
      let crowding = crowding(of: moved, own: face)
      if crowding < best?.crowding ?? .infinity { best = (moved, crowding) }
    }
    return best
  }

  /// Gives a room away.
  package mutating func take(_ room: Rect) { taken.append(room) }

  private func moveInside(_ room: Rect) -> Rect {
    Rect(
      x: max(bounds.x, min(room.x, bounds.maxX - room.width)),
      y: max(bounds.y, min(room.y, bounds.maxY - room.height)),
      width: room.width, height: room.height)
  }
}
