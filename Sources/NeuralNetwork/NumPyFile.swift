import Files
import Foundation

/// NumPy's `.npy` files of Float32 in C order (format versions 1 to 3).
package enum NumPyFile {
  private static let maximumBytes = 1 << 31
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Reads an array.
  ///
  /// - Throws: `NeuralNetworkError.notAnArray` where it is none or has other elements, or
  ///   `FileError`.
  package static func read(_ path: String) throws -> Tensor {
    try decode(try FileBytes.read(path, as: ".npy file", limit: maximumBytes), name: path)
  }

  /// Reads the bytes of an array's file.
  ///
  /// - Parameter name: what messages call the file.
  /// - Throws: `NeuralNetworkError.notAnArray`.
  package static func decode(_ bytes: [UInt8], name: String) throws -> Tensor {
    func failure(_ reason: String) -> NeuralNetworkError {
      .notAnArray(path: name, reason: reason)
    }
    guard bytes.count >= 12, bytes.starts(with: magic), (1...3).contains(bytes[6]) else {
      throw failure("it is not a .npy file")
    }
    let isLong = bytes[6] > 1
    let length = (0..<(isLong ? 4 : 2)).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    let start = (isLong ? 12 : 10) + length
    guard start <= bytes.count else { throw failure("it is cut off") }
    let header = String(decoding: bytes[(isLong ? 12 : 10)..<start], as: UTF8.self)
    let type = field("descr", in: header)?.filter { !" '".contains($0) } ?? "unknown"
    guard type == "<f4" else {
      throw failure("its elements are \(type), not little-endian float32")
    }
    guard let order = field("fortran_order", in: header), order.contains("False") else {
      throw failure("it is in Fortran order")
    }
    guard let open = header.firstIndex(of: "("), let close = header.firstIndex(of: ")"),
      open < close
    else { throw failure("it has no shape") }
    let parts = header[header.index(after: open)..<close].split(separator: ",")
    let shape = parts.compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    var count = 1
    for size in shape {
      let product = count.multipliedReportingOverflow(by: size)
      guard size >= 0, !product.overflow else { throw failure("its shape is not possible") }
      count = product.partialValue
    }
    guard shape.count == parts.count, count <= bytes.count / 4, bytes.count - start == count * 4
    else { throw failure("its shape does not fit its size") }
    let values = bytes.withUnsafeBytes { raw in
      (0..<count).map { raw.loadUnaligned(fromByteOffset: start + $0 * 4, as: Float.self) }
    }
    return Tensor(shape: shape, values: values)
  }

  /// What follows a key of the header's dictionary, up to the next comma.
  private static func field(_ key: String, in header: String) -> Substring? {
    guard let range = header.range(of: "'\(key)':") else { return nil }
    return header[range.upperBound...].prefix { $0 != "," && $0 != "}" }
  }

  /// The bytes of a `.npy` file, version 1.
  package static func encode(_ tensor: Tensor) -> [UInt8] {
    // A tuple as Python writes it: "()", "(2,)", "(2, 3)".
    let sizes =
      tensor.shape.map(String.init).joined(separator: ", ") + (tensor.shape.count == 1 ? "," : "")
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(sizes)), }"
    // The values begin at a multiple of 64; the header ends in a line feed.
    let padding = (64 - (10 + header.utf8.count + 1) % 64) % 64
    header += String(repeating: " ", count: padding) + "\n"
    var bytes = magic + [1, 0, UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)]
    bytes += Array(header.utf8)
    tensor.values.withUnsafeBytes { bytes += $0 }
    return bytes
  }
}
