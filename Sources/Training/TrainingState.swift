import Files
import Foundation

/// Where a run was cut off: all that `--resume` needs to go on as if it had not been.
///
/// File: the line `emotion-trainer state 1`, the header's length in bytes as a decimal line, the
/// header as JSON, then every tensor's values as little-endian Float32, in the header's order.
struct TrainingState {
  struct Header: Codable {
    /// Epochs that are complete.
    var epochsDone: Int
    /// Batches of the next epoch that are complete.
    var batchesDone: Int
    /// Sums over those batches.
    var sums: EpochSums
    var learningRate: Double
    var stopReason: String?
    var optimizerStep: Int
    /// Settings that must be the same when the run goes on.
    var fingerprint: String
    var callbacks: [String: Data]
    var tensorCounts: [Int]
  }

  var header: Header
  var tensors: [[Float]]

  private static let magic = "emotion-trainer state 1\n"

  func write(to path: String) throws {
    var bytes = Array(Self.magic.utf8)
    let json = try JSONEncoder().encode(header)
    bytes += Array("\(json.count)\n".utf8)
    bytes += json
    for tensor in tensors {
      tensor.withUnsafeBytes { bytes += $0 }
    }
    try FileReplacement.write(bytes, to: path)
  }

  init(header: Header, tensors: [[Float]]) {
    self.header = header
    self.tensors = tensors
  }

  init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TrainingError.cannotResume(path: path, reason: "there is no such file")
    }
    let bytes = [UInt8](data)
    let broken = TrainingError.cannotResume(path: path, reason: "it is not intact")
    guard bytes.starts(with: Self.magic.utf8) else { throw broken }
    let lengthStart = Self.magic.utf8.count
    guard let newline = bytes[lengthStart...].firstIndex(of: UInt8(ascii: "\n")),
      let length = Int(String(decoding: bytes[lengthStart..<newline], as: UTF8.self)),
      length >= 0, length <= bytes.count - newline - 1,
      let header = try? JSONDecoder().decode(
        Header.self, from: Data(bytes[(newline + 1)..<(newline + 1 + length)]))
    else { throw broken }
    self.header = header
    var offset = newline + 1 + length
    tensors = []
    for count in header.tensorCounts {
      guard count >= 0, count <= (bytes.count - offset) / 4 else { throw broken }
      tensors.append(
        bytes.withUnsafeBytes { raw in
          (0..<count).map { raw.loadUnaligned(fromByteOffset: offset + $0 * 4, as: Float.self) }
        })
      offset += count * 4
    }
  }
}

/// Sums over the batches of an epoch so far.
struct EpochSums: Codable, Equatable {
  var loss = 0.0
  var correct = 0
  var pictures = 0
  var seconds = 0.0

  var meanLoss: Double { pictures > 0 ? loss / Double(pictures) : 0 }
  var accuracy: Double { pictures > 0 ? Double(correct) / Double(pictures) : 0 }
}
