import CZlib

/// Compressed sections of a file, by zlib (RFC 1950, with its check sum).
enum Zlib {
  /// No byte of such a stream holds more than this many.
  static let greatestRatio = 1032

  /// Compresses bytes that hold no repetitions worth a search: differences of pixels, for example.
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let ready = zlib_deflate_init_huffman(&stream)
    precondition(ready == Z_OK, "zlib: \(ready)")
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    var bytes = bytes
    return [UInt8](unsafeUninitializedCapacity: bound) { target, filled in
      bytes.withUnsafeMutableBufferPointer { source in
        // SAFETY: both sizes are passed along; the target has what deflateBound asks for.
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(bound)
        let status = deflate(&stream, Z_FINISH)
        precondition(status == Z_STREAM_END, "zlib: \(status)")
      }
      filled = Int(stream.total_out)
    }
  }

  /// - Parameter count: bytes that must come out.
  /// - Returns: nil where the stream is damaged or holds another number of bytes.
  static func decompress(_ bytes: ArraySlice<UInt8>, count: Int) -> [UInt8]? {
    guard count >= 0, count <= bytes.count * greatestRatio else { return nil }
    var isIntact = false
    let result = [UInt8](unsafeUninitializedCapacity: max(1, count)) { target, filled in
      var length = UInt(count)
      // SAFETY: zlib gets both sizes, writes no further, and says how much it wrote.
      let status = bytes.withUnsafeBufferPointer {
        uncompress(target.baseAddress, &length, $0.baseAddress, UInt($0.count))
      }
      isIntact = status == Z_OK && length == UInt(count)
      filled = isIntact ? count : 0
    }
    return isIntact ? result : nil
  }
}
