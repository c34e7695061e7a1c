import Foundation
import Kernels

/// Add, Sub, Mul, Div, Pow, PRelu, and Min, Max, Sum and Mean of any number of values, which are
/// broadcast as NumPy does: residual connections, one value a channel (squeeze and excitation)
/// applied to whole planes, constants on either side.
struct Combination: Operation {
  enum Function: Sendable {
    case add, subtract, multiply, divide, power, minimum, maximum
    /// The left value where it is not negative, else times the right one.
    case leak

    init?(opType: String) {
      switch opType {
      case "Add", "Sum", "Mean": self = .add
      case "Sub": self = .subtract
      case "Mul": self = .multiply
      case "Div": self = .divide
      case "Pow": self = .power
      case "Min": self = .minimum
      case "Max": self = .maximum
      case "PRelu": self = .leak
      default: return nil
      }
    }
  }

  let outputShape: [Int]
  private let function: Function
  private let operands: [Operand]
  private let runs: BroadcastRuns
  /// What the result is multiplied by: 1 but for Mean.
  private let factor: Float

  /// - Parameter context: a node with two inputs or, for Min, Max, Sum and Mean, any number.
  init(_ context: NodeContext, _ function: Function) throws {
    try context.checkAttributes([])
    operands = try context.operands()
    self.function = function
    let shapes = operands.map(\.shape)
    guard let shape = BroadcastRuns.shape(of: shapes) else {
      throw context.invalid("inputs of a picture's \(shapes) do not fit each other")
    }
    outputShape = try context.positive(shape)
    runs = BroadcastRuns(shapes)
    factor = context.node.opType == "Mean" ? 1 / Float(operands.count) : 1
  }

  /// Whether all operands are computed and of one shape, as in a residual connection.
  var takesLikeValues: Bool { operands.allSatisfy { !$0.isConstant && $0.shape == outputShape } }

  var tableCount: Int { runs.starts.reduce(0) { $0 + $1.count } }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let count = outputCount
    parallelChunks(batch * count, threads: workspaces.count) { _, range in
      var position = range.lowerBound
      while position < range.upperBound {
        let (picture, place) = position.quotientAndRemainder(dividingBy: count)
        let (run, offset) = place.quotientAndRemainder(dividingBy: runs.length)
        let length = min(runs.length - offset, range.upperBound - position)
        // SAFETY: a run's starts lie within each operand's picture, and so does the rest of the
        // run where the operand advances; position + length stays within the chunk.
        let target = output.pointer + position
        func source(_ index: Int) -> UnsafePointer<Float> {
          operands[index].values(inputs, picture: picture) + Int(runs.starts[index][run])
            + (runs.advances[index] ? offset : 0)
        }
        function.apply(
          source(0), advances: runs.advances[0], source(1), advances: runs.advances[1],
          into: target, count: length)
        for index in operands.indices.dropFirst(2) {
          function.apply(
            UnsafePointer(target), advances: true, source(index), advances: runs.advances[index],
            into: target, count: length)
        }
        if factor != 1 { for index in 0..<length { target[index] *= factor } }
        position += length
      }
    }
  }
}
