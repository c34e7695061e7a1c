import FaceDetection
import Foundation
import Imaging
import Randomness

/// One thread's search for windows that a cascade takes for faces.
// @unchecked: each thread has one of its own.
final class NegativeSearch: @unchecked Sendable {
  private let side: Int
  private let cascade: Cascade?
  private let classifier: CascadeClassifier?

  init(_ cascade: Cascade?, side: Int) {
    self.cascade = cascade
    self.side = side
    classifier = cascade.map { CascadeClassifier($0) }
  }

  /// Up to `limit` windows of a picture that are no faces and pass the cascade, drawn at random.
  /// A picture that cannot be read has none.
  ///
  /// - Parameter view: 0...7, how the picture is turned.
  func windows(
    of picture: NegativePictures.Picture, view: Int, limit: Int, _ generator: inout SplitMix64
  ) -> [TrainingWindow] {
    guard let image = try? picture.read().turned(view), min(image.width, image.height) >= side
    else { return [] }
    // While much passes, a few places tell as much as all of them, and in a moment.
    var windows = windows(of: image, at: anywhere(in: image, &generator), picture, limit)
    if windows.count < limit, let classifier {
      windows = self.windows(
        of: image, at: found(by: classifier, in: image).shuffled(using: &generator), picture, limit)
    }
    return windows
  }

  /// Windows of a picture that are no faces, drawn as a scan looks at them: half the size, four
  /// times as many.
  func windows(
    of picture: NegativePictures.Picture, asScanned count: Int, _ generator: inout SplitMix64
  ) -> [TrainingWindow] {
    guard let image = try? picture.read(), min(image.width, image.height) >= side else { return [] }
    let share = Double(side) / Double(min(image.width, image.height))
    let boxes = (0..<count).map { _ in
      // That a window is larger than so many times the smallest one is as likely as one over the
      // square of that.
      let box = Int(Double(side) / generator.uniform(share * share...1).squareRoot())
      return place(box, in: image, &generator)
    }
    return windows(of: image, at: boxes, picture, count)
  }

  private func windows(
    of image: GrayImage, at boxes: [Rect], _ picture: NegativePictures.Picture, _ limit: Int
  ) -> [TrainingWindow] {
    var windows: [TrainingWindow] = []
    for box in boxes where !NegativePictures.isFace(box, picture.faces) {
      let levels = WindowPlacement(box).levels(of: image, size: side)
      guard let window = TrainingWindow(levels: levels, side: side), passes(window) else {
        continue
      }
      windows.append(window)
      if windows.count == limit { break }
    }
    return windows
  }

  private func passes(_ window: TrainingWindow) -> Bool {
    cascade.map(window.passes) ?? true
  }

  private func found(by classifier: CascadeClassifier, in image: GrayImage) -> [Rect] {
    classifier.detect(in: image, DetectionParameters(minNeighbors: 0)).map(\.box)
      .filter { $0.width == $0.height }
  }

  /// Places of any size, each octave as often as the others.
  private func anywhere(in image: GrayImage, _ generator: inout SplitMix64) -> [Rect] {
    let largest = Double(min(image.width, image.height))
    return (0..<256).map { _ in
      let box = Int(Double(side) * exp2(generator.uniform(0...log2(largest / Double(side)))))
      return place(box, in: image, &generator)
    }
  }

  /// A square anywhere.
  private func place(_ box: Int, in image: GrayImage, _ generator: inout SplitMix64) -> Rect {
    Rect(
      x: Int(generator.next() % UInt64(image.width - box + 1)),
      y: Int(generator.next() % UInt64(image.height - box + 1)), width: box, height: box)
  }
}

extension GrayImage {
  /// The picture turned by a quarter `view % 4` times, and mirrored from 4 on.
  fileprivate func turned(_ view: Int) -> GrayImage {
    if view == 0 { return self }
    let swaps = view % 2 == 1
    var result = GrayImage(width: swaps ? height : width, height: swaps ? width : height)
    for y in 0..<result.height {
      for x in 0..<result.width {
        let column = view >= 4 ? result.width - 1 - x : x
        let source =
          switch view % 4 {
          case 0: (x: column, y: y)
          case 1: (x: y, y: height - 1 - column)
          case 2: (x: width - 1 - column, y: height - 1 - y)
          default: (x: width - 1 - y, y: column)
          }
        result.pixels[y * result.width + x] = self[x: source.x, y: source.y]
      }
    }
    return result
  }
}
