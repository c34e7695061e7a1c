import CascadeTraining
import FaceDetection
import Imaging
import Randomness

/// Pictures whose "faces" are discs that are dark above and bright below, on noise.
enum Scenes {
  /// A square of noise in blocks, so that it has structure of every size.
  static func noise(side: Int, seed: UInt64) -> GrayImage {
    var generator = SplitMix64(seed: seed, stream: 1)
    var image = GrayImage(width: side, height: side)
    for block in [16, 8, 4, 2] {
      for y in stride(from: 0, to: side, by: block) {
        for x in stride(from: 0, to: side, by: block) {
          let change = Int(generator.next() % 60)
          for row in y..<min(side, y + block) {
            for column in x..<min(side, x + block) {
              image.pixels[row * side + column] &+= UInt8(change)
            }
          }
        }
      }
    }
    return image
  }

  /// A face of a side in the middle of noise.
  static func face(side: Int, in width: Int, seed: UInt64) -> GrayImage {
    var image = noise(side: width, seed: seed)
    let middle = Double(width) / 2
    for y in 0..<width {
      for x in 0..<width {
        let (dx, dy) = (Double(x) + 0.5 - middle, Double(y) + 0.5 - middle)
        guard dx * dx + dy * dy < Double(side * side) / 4 else { continue }
        let level = image[x: x, y: y] / 8
        image.pixels[y * width + x] = dy < 0 ? 20 + level : 180 + level
      }
    }
    return image
  }

  /// Faces that fill their pictures, and pictures without any.
  static func set() -> (faces: FacePictures, negatives: NegativePictures) {
    var faces = FacePictures()
    for seed in 0..<60 {
      let picture = face(side: 40, in: 48, seed: UInt64(seed))
      faces.add(picture, faces: [WindowPlacement(picture.bounds)])
    }
    let pictures = (100..<160).map { seed in
      NegativePictures.Picture { noise(side: 96, seed: UInt64(seed)) }
    }
    return (faces, NegativePictures(pictures))
  }

  static var recipe: CascadeRecipe {
    var recipe = CascadeRecipe()
    recipe.stages = 3
    recipe.faces = 120
    recipe.heldOutFaces = 60
    recipe.negatives = 120
    recipe.features = 300
    return recipe
  }
}
