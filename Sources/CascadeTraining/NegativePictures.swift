import FaceDetection
import Imaging
import Kernels
import Randomness

/// Pictures whose windows are no faces, but for those near marked ones: a cascade's false alarms in
/// them are what its next stage learns from.
package struct NegativePictures: Sendable {
  /// A picture that is read when it is needed.
  package struct Picture: Sendable {
    package var read: @Sendable () throws -> GrayImage
    /// Squares that frame faces.
    package var faces: [Rect]

    package init(faces: [Rect] = [], read: @escaping @Sendable () throws -> GrayImage) {
      self.faces = faces
      self.read = read
    }
  }

  /// What a search came to.
  struct Found {
    var windows: [TrainingWindow] = []
    /// Pictures gone through; the same one turned counts again.
    var pictures = 0
  }

  /// Pictures that are searched at once.
  private static let batch = 64
  /// From this overlap with a face on, intersection over union, a window is no negative.
  private static let greatestOverlap = 0.25
  /// A picture as it is, and turned and mirrored: eight in all.
  private static let views = 8

  package let pictures: [Picture]

  package init(_ pictures: [Picture]) { self.pictures = pictures }

  /// Searches for windows that pass all stages of a cascade.
  ///
  /// Which ones are found depends on the recipe's seed and the stage, not on the threads.
  ///
  /// - Parameters:
  ///   - cascade: nil before the first stage, which passes every window.
  ///   - stage: number of the stage that they are for.
  ///   - progress: gets the number found so far; a false answer ends the search.
  /// - Returns: fewer than wanted where all pictures, turned and mirrored, have no more.
  func windows(
    count: Int, passing cascade: Cascade?, stage: Int, _ recipe: CascadeRecipe, threads: Int,
    progress: (Int) -> Bool
  ) -> Found {
    var found = Found()
    let workers = (0..<threads).map { _ in
      NegativeSearch(cascade, side: recipe.window)
    }
    for view in 0..<Self.views {
      var generator = SplitMix64(seed: recipe.seed, stream: 1, UInt64(stage), UInt64(view))
      let order = pictures.indices.shuffled(using: &generator)
        .filter { view == 0 || pictures[$0].faces.isEmpty }
      // Many pictures with few windows each teach more than few with many.
      let limit = max(4, 3 * count / max(1, pictures.count)) * (view == 0 ? 1 : 8)
      for start in stride(from: 0, to: order.count, by: Self.batch) {
        let batch = Array(order[start..<min(start + Self.batch, order.count)])
        let results = ParallelResults<[TrainingWindow]>(count: batch.count)
        parallelChunks(batch.count, threads: threads) { chunk, range in
          for index in range {
            var generator = SplitMix64(
              seed: recipe.seed, stream: 2, UInt64(stage), UInt64(view), UInt64(batch[index]))
            let picture = pictures[batch[index]]
            results.set(
              index, workers[chunk].windows(of: picture, view: view, limit: limit, &generator))
          }
        }
        found.windows += results.values.joined()
        found.pictures += batch.count
        guard found.windows.count < count, progress(found.windows.count) else {
          found.windows = Array(found.windows.prefix(count))
          return found
        }
      }
    }
    return found
  }

  /// Windows as a scan comes by them, about as many as asked for, from at most a thousand pictures.
  package func scannedWindows(
    count: Int, side: Int, seed: UInt64, threads: Int
  ) -> [TrainingWindow] {
    var generator = SplitMix64(seed: seed, stream: 6)
    let drawn = Array(pictures.indices.shuffled(using: &generator).prefix(1000))
    let share = (count + drawn.count - 1) / max(1, drawn.count)
    let results = ParallelResults<[TrainingWindow]>(count: drawn.count)
    parallelFor(drawn.count, threads: threads) { index in
      var generator = SplitMix64(seed: seed, stream: 7, UInt64(drawn[index]))
      results.set(
        index,
        NegativeSearch(nil, side: side).windows(
          of: pictures[drawn[index]], asScanned: share, &generator))
    }
    return Array(results.values.joined())
  }

  /// Whether a window shows a marked face, or part of one at about its size.
  package static func isFace(_ window: Rect, _ faces: [Rect]) -> Bool {
    faces.contains { $0.intersectionOverUnion(window) > greatestOverlap }
  }
}
