import Files
import Foundation
import Imaging
import Kernels

extension PicturePack {
  /// Reads a pack; pictures of another size than the crop's are brought to it.
  ///
  /// - Throws: `TrainingError.unreadableData` where the file is no pack or not intact.
  static func read(_ path: String, crop: FaceCrop, threads: Int) throws -> LabeledPictures {
    let bytes = [UInt8](try Data(mapping: path))
    let broken = TrainingError.unreadableData(
      path: path, reason: "the pack is not intact; make it again with `emotion-trainer pack`")
    guard let (header, sections) = split(bytes),
      let (labels, names) = table(header, sections[0]),
      let levels = levels(header, sections.dropFirst(), crop: crop, threads: threads)
    else { throw broken }
    return LabeledPictures(
      classes: header.classes, crop: crop, labels: labels, names: names.map { "\(path):\($0)" },
      unreadable: [], levels: levels)
  }

  /// The header and the compressed sections; nil where the file does not hold what it announces.
  private static func split(_ bytes: [UInt8]) -> (Header, [ArraySlice<UInt8>])? {
    guard bytes.starts(with: magic.utf8),
      let newline = bytes[magic.utf8.count...].prefix(20).firstIndex(of: UInt8(ascii: "\n")),
      let length = Int(String(decoding: bytes[magic.utf8.count..<newline], as: UTF8.self)),
      (0..<bytes.count - newline).contains(length),
      let header = try? JSONDecoder().decode(
        Header.self, from: Data(bytes[(newline + 1)..<(newline + 1 + length)])),
      header.isPlausible
    else { return nil }
    var rest = bytes[(newline + 1 + length)...]
    var sections: [ArraySlice<UInt8>] = []
    for count in header.sections {
      guard count > 0, count <= rest.count else { return nil }
      sections.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return rest.isEmpty ? (header, sections) : nil
  }

  private static func table(
    _ header: Header, _ section: ArraySlice<UInt8>
  ) -> (labels: [Int], names: [String])? {
    guard header.tableBytes >= header.pictures * 3,
      let table = Zlib.decompress(section, count: header.tableBytes)
    else { return nil }
    let labels = (0..<header.pictures).map { Int(table[$0 * 2]) | Int(table[$0 * 2 + 1]) << 8 }
    guard header.classes.indices.allSatisfy(Set(labels).contains),
      labels.allSatisfy(header.classes.indices.contains)
    else { return nil }
    let names = table[(header.pictures * 2)...].split(
      separator: 0, omittingEmptySubsequences: false)
    guard names.count == header.pictures + 1, names.last?.isEmpty == true else { return nil }
    return (labels, names.dropLast().map { String(decoding: $0, as: UTF8.self) })
  }

  private static func levels(
    _ header: Header, _ sections: ArraySlice<ArraySlice<UInt8>>, crop: FaceCrop, threads: Int
  ) -> [UInt8]? {
    let blocks = Array(sections)
    let results = ParallelResults<[UInt8]?>(count: blocks.count)
    parallelFor(blocks.count, threads: threads) { block in
      let count = min(blockSize, header.pictures - block * blockSize)
      let differences = Zlib.decompress(blocks[block], count: count * header.area)
      results.set(
        block,
        differences.map {
          cropped(
            MedianEdgeDetector.pixels($0, width: header.width, height: header.height), header, crop)
        })
    }
    let decoded = results.values
    return decoded.contains { $0 == nil } ? nil : decoded.compactMap { $0 }.flatMap { $0 }
  }

  private static func cropped(_ pixels: [UInt8], _ header: Header, _ crop: FaceCrop) -> [UInt8] {
    guard crop.width != header.width || crop.height != header.height else { return pixels }
    return stride(from: 0, to: pixels.count, by: header.area).flatMap { start in
      crop(
        GrayImage(
          width: header.width, height: header.height,
          pixels: Array(pixels[start..<start + header.area]))
      ).pixels
    }
  }
}

extension PicturePack.Header {
  var area: Int { width * height }

  /// Whether the numbers can be computed with, and fit each other.
  var isPlausible: Bool {
    classes.count > 1 && (1...4096).contains(width) && (1...4096).contains(height)
      && (1...1 << 32).contains(pictures) && (0...1 << 40).contains(tableBytes)
      && sections.count == 1 + (pictures + PicturePack.blockSize - 1) / PicturePack.blockSize
  }
}
