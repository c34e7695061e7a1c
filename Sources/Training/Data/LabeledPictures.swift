import Imaging
import Kernels
import Pictures

/// A data set in memory: gray pictures of one size with their classes.
package struct LabeledPictures: Sendable {
  /// Class names, sorted; a label is an index into them.
  package let classes: [String]
  package let width: Int
  package let height: Int
  /// Class of each picture.
  package let labels: [Int]
  /// Each picture's share of each class, [picture][class]; they add up to 1. The label has all of it
  /// where nothing else is known.
  package internal(set) var targets: [[Float]]
  /// Where each picture came from, for messages.
  package let names: [String]
  /// Pictures that could not be read, with the reason; they are not in the set.
  package let unreadable: [String]
  private let levels: [UInt8]

  package var count: Int { labels.count }

  init(
    classes: [String], crop: FaceCrop, labels: [Int], names: [String], unreadable: [String],
    levels: [UInt8], targets: [[Float]]? = nil
  ) {
    precondition(levels.count == labels.count * crop.width * crop.height)
    self.classes = classes
    width = crop.width
    height = crop.height
    self.labels = labels
    self.targets =
      targets ?? labels.map { label in classes.indices.map { $0 == label ? 1 : 0 } }
    self.names = names
    self.unreadable = unreadable
    self.levels = levels
  }

  /// The gray levels of a picture, row by row.
  package func withLevels<R>(
    of index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R
  ) rethrows -> R {
    let area = width * height
    return try levels.withUnsafeBufferPointer { all in
      // SAFETY: rebased on a range inside the array; the slice traps when it is not.
      try body(UnsafeBufferPointer(rebasing: all[(index * area)..<((index + 1) * area)]))
    }
  }

  /// A picture, for people to look at.
  package func picture(_ index: Int) -> GrayImage {
    GrayImage(width: width, height: height, pixels: withLevels(of: index, Array.init))
  }

  /// Number of pictures of each class.
  package var counts: [Int] {
    var counts = [Int](repeating: 0, count: classes.count)
    for label in labels { counts[label] += 1 }
    return counts
  }
}
