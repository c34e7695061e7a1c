import Imaging

/// How stored pixels lie to the upright picture: the eight values of EXIF's tag 0x0112.
enum Orientation: Int, CaseIterable {
  case upright = 1
  case mirrored
  case upsideDown
  case mirroredUpsideDown
  case transposed
  case turnedLeft
  case transverse
  case turnedRight

  /// Whether width and height change places.
  var swapsSides: Bool { rawValue >= Orientation.transposed.rawValue }

  /// The orientation that an EXIF block tells; upright where it tells none or is broken.
  ///
  /// The block is a TIFF file: byte order, the offset of the first directory, in it twelve bytes
  /// an entry. Only the first directory is looked at; nothing outside `range` is read.
  ///
  /// - Parameter range: where the block lies in `bytes`, with or without "Exif\0\0" before it.
  init(exif bytes: [UInt8], in range: Range<Int>) {
    let start = bytes.has("Exif\0\0", at: range.lowerBound) ? 6 : 0
    let block = Array(bytes[range].dropFirst(start))
    self = Orientation(rawValue: Orientation.tag(in: block) ?? 1) ?? .upright
  }

  private static func tag(in block: [UInt8]) -> Int? {
    let isLittleEndian = block.has("II", at: 0)
    guard isLittleEndian || block.has("MM", at: 0), block.count >= 8 else { return nil }
    func short(_ index: Int) -> Int {
      isLittleEndian ? block.littleEndian16(at: index) : block.bigEndian16(at: index)
    }
    func long(_ index: Int) -> Int {
      isLittleEndian ? block.littleEndian32(at: index) : block.bigEndian32(at: index)
    }
    let directory = long(4)
    guard short(2) == 42, directory <= block.count - 2 else { return nil }
    for index in 0..<short(directory) {
      let entry = directory + 2 + index * 12
      guard entry <= block.count - 12 else { return nil }
      if short(entry) == 0x0112 {
        // SHORT by the standard; some writers use LONG.
        return short(entry + 2) == 4 ? long(entry + 8) : short(entry + 8)
      }
    }
    return nil
  }

  /// The picture turned upright.
  func apply(to image: GrayImage) -> GrayImage {
    guard self != .upright else { return image }
    var result = GrayImage(
      width: swapsSides ? image.height : image.width,
      height: swapsSides ? image.width : image.height)
    image.pixels.withUnsafeBufferPointer { source in
      result.pixels.withUnsafeMutableBufferPointer { target in
        copy(source, width: image.width, height: image.height, to: target)
      }
    }
    return result
  }

  /// The picture turned upright.
  func apply(to image: ColorImage) -> ColorImage {
    guard self != .upright else { return image }
    var result = ColorImage(
      width: swapsSides ? image.height : image.width,
      height: swapsSides ? image.width : image.height)
    image.bytes.withUnsafeBytes { source in
      result.bytes.withUnsafeMutableBytes { target in
        // SAFETY: the bytes belong to UInt8 arrays, which nothing else looks at meanwhile; their
        // elements start at a multiple of 16 and fill whole pixels of four bytes.
        copy(
          source.assumingMemoryBound(to: UInt32.self), width: image.width, height: image.height,
          to: target.assumingMemoryBound(to: UInt32.self))
      }
    }
    return result
  }

  /// Copies `width` x `height` stored pixels to where they belong.
  private func copy<Pixel>(
    _ source: UnsafeBufferPointer<Pixel>, width: Int, height: Int,
    to target: UnsafeMutableBufferPointer<Pixel>
  ) {
    precondition(
      source.count == width * height && target.count == source.count,
      "\(source.count) and \(target.count) pixels are not \(width)x\(height)")
    // The source index of the target's first pixel, and the steps to the next column and row.
    let right = width - 1
    let bottom = (height - 1) * width
    let (first, column, row) =
      switch self {
      case .upright: (0, 1, width)
      case .mirrored: (right, -1, width)
      case .upsideDown: (bottom + right, -1, -width)
      case .mirroredUpsideDown: (bottom, 1, -width)
      case .transposed: (0, width, 1)
      case .turnedLeft: (bottom, -width, 1)
      case .transverse: (bottom + right, -width, -1)
      case .turnedRight: (right, width, -1)
      }
    let targetWidth = swapsSides ? height : width
    var index = 0
    // SAFETY: `first`, `column` and `row` map the target's positions one to one to the source's.
    for y in 0..<(swapsSides ? width : height) {
      for x in 0..<targetWidth {
        target[index] = source[first + x * column + y * row]
        index += 1
      }
    }
  }
}
