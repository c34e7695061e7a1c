import Foundation
import Kernels

/// ReduceMean, ReduceSum, ReduceMax, ReduceMin, ReduceProd, ReduceL1, ReduceL2, ReduceSumSquare,
/// and pooling over all positions: many values of a picture become one. Sums are made in Double.
struct Reduction: Operation {
  enum Function: String, Sendable {
    case mean = "ReduceMean"
    case sum = "ReduceSum"
    case maximum = "ReduceMax"
    case minimum = "ReduceMin"
    case product = "ReduceProd"
    case absoluteSum = "ReduceL1"
    case norm = "ReduceL2"
    case squareSum = "ReduceSumSquare"
  }

  let outputShape: [Int]
  private let function: Function
  private let inputCount: Int
  /// Where the values of each result start in a picture.
  private let starts: [Int32]
  /// Where those values are, counted from the start.
  private let offsets: [Int32]

  /// - Parameters:
  ///   - shape: the input's for one picture.
  ///   - axes: dimensions of it that become 1, or go away.
  init(shape: [Int], axes: Set<Int>, keepingDimensions: Bool, function: Function) {
    self.function = function
    inputCount = shape.reduce(1, *)
    let kept = shape.indices.filter { !axes.contains($0) }
    outputShape =
      keepingDimensions
      ? shape.indices.map { axes.contains($0) ? 1 : shape[$0] } : kept.map { shape[$0] }
    starts = Self.places(of: kept, in: shape)
    offsets = Self.places(of: axes.sorted(), in: shape)
  }

  /// The operation of a Reduce node: axes by attribute up to opset 17 (ReduceSum: 12), then by
  /// input. Reducing the batch is refused.
  init?(_ context: NodeContext) throws {
    guard let function = Function(rawValue: context.node.opType) else { return nil }
    try context.checkAttributes(["axes", "keepdims", "noop_with_empty_axes"])
    let shape = try context.shape(0)
    var list = try context.list(input: 1, attribute: "axes") ?? []
    if list.isEmpty, try context.int("noop_with_empty_axes", default: 0) == 0 {
      list = Array(0...shape.count)
    }
    let axes = try context.axes(list, rank: shape.count + 1).map { $0 - 1 }
    self.init(
      shape: shape, axes: Set(axes),
      keepingDimensions: try context.int("keepdims", default: 1) != 0, function: function)
  }

  /// GlobalMaxPool and GlobalAveragePool of any rank: [channels, …] to [channels, 1, …].
  init(global context: NodeContext, _ function: Function) throws {
    try context.checkAttributes([])
    let shape = try context.shape(0)
    guard shape.count >= 2 else { throw context.unsupported("\(context.shapeTitle(0))") }
    self.init(
      shape: shape, axes: Set(1..<shape.count), keepingDimensions: true, function: function)
  }

  /// The places that some dimensions run through, the last one fastest.
  private static func places(of axes: [Int], in shape: [Int]) -> [Int32] {
    axes.reduce([0]) { places, axis in
      let stride = Int32(shape[(axis + 1)...].reduce(1, *))
      return places.flatMap { place in
        (0..<Int32(shape[axis])).lazy.map { place + $0 * stride }
      }
    }
  }

  var tableCount: Int { starts.count + offsets.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    parallelFor(batch * starts.count, threads: workspaces.count) { result in
      let (picture, index) = result.quotientAndRemainder(dividingBy: starts.count)
      let source = input.pointer + (picture * inputCount + Int(starts[index]))
      output.pointer[result] = reduced(UnsafePointer(source))
    }
  }

  private func reduced(_ source: UnsafePointer<Float>) -> Float {
    // SAFETY: a start and an offset are places of one picture's dimensions, each below its size.
    @inline(__always) func sum(_ body: (Double) -> Double) -> Double {
      var sum = 0.0
      for offset in offsets { sum += body(Double(source[Int(offset)])) }
      return sum
    }
    @inline(__always) func fold(_ first: Float, _ body: (Float, Float) -> Float) -> Float {
      var result = first
      for offset in offsets { result = body(result, source[Int(offset)]) }
      return result
    }
    switch function {
    case .mean: return Float(sum { $0 } / Double(offsets.count))
    case .sum: return Float(sum { $0 })
    case .absoluteSum: return Float(sum { abs($0) })
    case .squareSum: return Float(sum { $0 * $0 })
    case .norm: return Float(sum { $0 * $0 }.squareRoot())
    case .maximum: return fold(-.infinity) { $0 > $1 ? $0 : $1 }
    case .minimum: return fold(.infinity) { $0 < $1 ? $0 : $1 }
    case .product: return fold(1) { $0 * $1 }
    }
  }
}
