import Imaging
import Randomness

/// Faces in pictures, for a cascade to learn.
package struct FacePictures: Sendable {
  /// A face: which picture, and where.
  package struct Face: Sendable {
    package var picture: Int
    package var placement: WindowPlacement

    package init(picture: Int, placement: WindowPlacement) {
      self.picture = picture
      self.placement = placement
    }
  }

  package private(set) var pictures: [GrayImage] = []
  package internal(set) var faces: [Face] = []

  package init() {}

  /// Adds a picture with the faces in it.
  package mutating func add(_ picture: GrayImage, faces placements: [WindowPlacement]) {
    faces += placements.map { Face(picture: pictures.count, placement: $0) }
    pictures.append(picture)
  }

  /// A window on a face that is drawn at random and moved, turned, resized and mirrored a little;
  /// nil where it has too little contrast to be looked at.
  func window(_ recipe: CascadeRecipe, _ generator: inout SplitMix64) -> TrainingWindow? {
    let face = faces[Int(generator.next() % UInt64(faces.count))]
    var placement = face.placement
    let side = placement.side
    placement.centerX += generator.uniform(-recipe.shift...recipe.shift) * side
    placement.centerY += generator.uniform(-recipe.shift...recipe.shift) * side
    placement.side *= 1 + generator.uniform(-recipe.zoom...recipe.zoom)
    placement.angle = generator.uniform(-recipe.rotation...recipe.rotation) * .pi / 180
    placement.isMirrored = generator.next() & 1 == 1
    return TrainingWindow(
      levels: placement.levels(of: pictures[face.picture], size: recipe.window),
      side: recipe.window)
  }
}
