import Foundation
import NeuralNetwork
import Testing

/// `Fixtures/golden.json`, made by `make_golden.py` with ONNX Runtime.
struct Golden: Decodable {
  /// A model with what ONNX Runtime computes by it.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    private let model: Data
    private let inputShape, outputShape: [Int]
    private let input: Data?
    private let output: Data

    /// The bytes of the ONNX file.
    var onnx: [UInt8] { [UInt8](model) }
    var inputTensor: Tensor {
      Tensor(shape: inputShape, values: input.map(Self.floats) ?? Self.pictures(inputShape))
    }
    var outputTensor: Tensor { Tensor(shape: outputShape, values: Self.floats(output)) }
    var testDescription: String { name }

    /// As `golden_models.pictures` makes them.
    private static func pictures(_ shape: [Int]) -> [Float] {
      (0..<shape.reduce(1, *)).map { Float(($0 * 2741 + 577) % 4001 - 2000) / 1000 }
    }

    private static func floats(_ data: Data) -> [Float] {
      data.withUnsafeBytes { raw in
        stride(from: 0, to: raw.count, by: 4).map {
          raw.loadUnaligned(fromByteOffset: $0, as: Float.self)
        }
      }
    }
  }

  let cases: [Case]
  /// Arrays as numpy.save writes them.
  let numpy: [String: Data]

  static let file: Golden = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/golden.json")
    do {
      return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    } catch {
      fatalError("\(url.path): \(error)")
    }
  }()

  static func model(_ name: String) -> Case {
    guard let found = file.cases.first(where: { $0.name == name }) else {
      fatalError("golden.json has no model \(name)")
    }
    return found
  }
}
