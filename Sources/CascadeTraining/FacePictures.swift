import Imaging
import Kernels
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

  /// Windows on faces as a scan comes by them: nearer and farther, beside the middle, turned as a
  /// recipe says. Faces are drawn at random, and those with too little contrast left out.
  package func scannedWindows(
    count: Int, _ recipe: CascadeRecipe, threads: Int
  ) -> [TrainingWindow] {
    var scanned = recipe
    (scanned.shift, scanned.zoom) = (0.1, 0.2)
    let jitter = scanned
    let results = ParallelResults<TrainingWindow?>(count: faces.isEmpty ? 0 : count)
    parallelFor(faces.isEmpty ? 0 : count, threads: threads) { index in
      var generator = SplitMix64(seed: recipe.seed, stream: 8, UInt64(index))
      results.set(index, window(jitter, &generator))
    }
    return results.values.compactMap { $0 }
  }
}
