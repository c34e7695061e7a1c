import Foundation

/// Whether a file ends before its own container says it does.
///
/// FFmpeg reads a cut Matroska file to its end without a word; the sizes of the outermost elements
/// tell. Known are MP4 and QuickTime boxes, Matroska's segment and RIFF chunks; a recording whose
/// length was never filled in (after a crash) counts as whole.
struct ContainerEnd {
  private let file: FileHandle
  private let length: UInt64

  /// - Returns: false also where the file cannot be read or is of another kind.
  static func isMissing(at path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path),
      let length = try? file.seekToEnd()
    else { return false }
    return ContainerEnd(file: file, length: length).isMissing
  }

  private var isMissing: Bool {
    let head = bytes(at: 0, count: 12)
    guard head.count == 12 else { return false }
    if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) { return isSegmentCut }
    if head.starts(with: Array("RIFF".utf8)) { return isLastChunkCut }
    let firstBoxes = ["ftyp", "moov", "mdat", "free", "wide", "skip"]
    if firstBoxes.contains(String(decoding: head[4..<8], as: UTF8.self)) { return isLastBoxCut }
    return false
  }

  /// MP4: boxes of a 32-bit length with the type behind it; 1 for a 64-bit length behind the type,
  /// 0 for a box up to the end.
  private var isLastBoxCut: Bool {
    var offset: UInt64 = 0
    while offset < length {
      let head = bytes(at: offset, count: 16)
      guard head.count >= 8 else { return true }
      var size = bigEndian(head[0..<4])
      if size == 0 { return false }
      if size == 1 {
        guard head.count == 16 else { return true }
        size = bigEndian(head[8..<16])
      }
      guard size >= 8 else { return false }
      let (end, overflow) = offset.addingReportingOverflow(size)
      if overflow || end > length { return true }
      offset = end
    }
    return false
  }

  /// AVI: "RIFF" with a 32-bit length each, several in a row in large files.
  private var isLastChunkCut: Bool {
    var offset: UInt64 = 0
    while offset < length {
      let head = bytes(at: offset, count: 8)
      guard head.count == 8, head.starts(with: Array("RIFF".utf8)) else { return false }
      offset += 8 + bigEndian(head[4..<8].reversed()[...])
      if offset > length { return true }
    }
    return false
  }

  /// Matroska: the EBML header, then one segment with a variable-length size.
  private var isSegmentCut: Bool {
    guard let header = elementSize(at: 4) else { return false }
    let segment = header.end + header.size
    guard bytes(at: segment, count: 4) == [0x18, 0x53, 0x80, 0x67],
      let body = elementSize(at: segment + 4)
    else { return false }
    return body.size > length || body.end + body.size > length
  }

  /// An EBML size: as many leading zero bits as bytes follow; all ones means unknown, here nil.
  private func elementSize(at offset: UInt64) -> (end: UInt64, size: UInt64)? {
    let field = bytes(at: offset, count: 8)
    guard let first = field.first, first != 0 else { return nil }
    let count = first.leadingZeroBitCount + 1
    guard field.count >= count else { return nil }
    let mask = UInt64(1) << UInt64(7 * count) - 1
    let size = bigEndian(field[0..<count]) & mask
    return size == mask ? nil : (offset + UInt64(count), size)
  }

  private func bytes(at offset: UInt64, count: Int) -> [UInt8] {
    guard (try? file.seek(toOffset: offset)) != nil else { return [] }
    return ((try? file.read(upToCount: count)) ?? nil).map(Array.init) ?? []
  }

  private func bigEndian(_ field: ArraySlice<UInt8>) -> UInt64 {
    field.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
