import Files
import Foundation
import Imaging
import Kernels

/// A data set in one compressed file that needs no decoder of pictures: gray pixels at the size of
/// the network's input, with their classes and names, in the order in which they train.
///
/// File: the line `emotion-trainer pack 1`, the header's length in bytes as a decimal line, the
/// header as JSON (``Header``), then zlib streams: the table, and blocks of up to 1,024 pictures.
/// The table has each picture's class as a little-endian UInt16 and then the names, a zero byte
/// after each; a block has the pictures' differences from ``MedianEdgeDetector``.
package enum PicturePack {
  struct Header: Codable {
    var classes: [String]
    var width: Int
    var height: Int
    var pictures: Int
    /// Bytes of the table before compression.
    var tableBytes: Int
    /// Compressed bytes of the table and of each block, in their order.
    var sections: [Int]
  }

  static let magic = "emotion-trainer pack 1\n"
  /// Pictures in a block.
  static let blockSize = 1024

  /// Whether a file begins as a pack does.
  static func isPack(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    return (try? file.read(upToCount: magic.utf8.count)) == Data(magic.utf8)
  }

  /// Writes a data set.
  ///
  /// - Returns: the file's size in bytes.
  /// - Throws: `FileError`.
  @discardableResult
  package static func write(
    _ pictures: LabeledPictures, to path: String, threads: Int
  ) throws -> Int {
    let table = table(of: pictures)
    let sections = [Zlib.compress(table)] + blocks(of: pictures, threads: threads)
    let header = Header(
      classes: pictures.classes, width: pictures.width, height: pictures.height,
      pictures: pictures.count, tableBytes: table.count, sections: sections.map(\.count))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try encoder.encode(header)
    let bytes = Array("\(magic)\(json.count)\n".utf8) + json + sections.joined()
    try FileReplacement.write(bytes, to: path)
    return bytes.count
  }

  private static func table(of pictures: LabeledPictures) -> [UInt8] {
    var table: [UInt8] = []
    for label in pictures.labels { table += [UInt8(label & 255), UInt8(label >> 8)] }
    for name in pictures.names { table += Array(PictureName.lastTwo(name).utf8) + [0] }
    return table
  }

  private static func blocks(of pictures: LabeledPictures, threads: Int) -> [[UInt8]] {
    let starts = Array(stride(from: 0, to: pictures.count, by: blockSize))
    let results = ParallelResults<[UInt8]>(count: starts.count)
    parallelFor(starts.count, threads: threads) { block in
      let range = starts[block]..<min(starts[block] + blockSize, pictures.count)
      let pixels = range.flatMap { pictures.withLevels(of: $0, Array.init) }
      results.set(
        block,
        Zlib.compress(
          MedianEdgeDetector.differences(pixels, width: pictures.width, height: pictures.height)))
    }
    return results.values
  }
}
