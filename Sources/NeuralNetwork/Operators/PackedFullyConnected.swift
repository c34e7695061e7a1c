import Kernels

/// A fully connected layer of a multiple of 8 results: `FullyConnected` with its weights as the
/// kernels read them. A single picture, for which OpenBLAS would pack them each time, gains most.
struct PackedFullyConnected: Operation {
  let outputShape: [Int]
  let multiplyAdds: Int
  private let product: PackedProduct

  /// - Parameter weights: [results, inputs].
  init(weights: FloatBuffer, finish: Finish, kernels: NetworkKernels) {
    let (outputs, inputs) = (finish.channels, weights.count / finish.channels)
    precondition(
      outputs % 8 == 0 && weights.count == inputs * outputs,
      "\(weights.count) weights for \(outputs) results")
    outputShape = [outputs]
    multiplyAdds = weights.count
    product = PackedProduct(
      weights: PackedWeights(filters: outputs, depth: inputs) { output, input in
        weights.pointer[output * inputs + input]
      }, finish: finish, kernels: kernels)
  }

  var weightCount: Int { product.weights.values.count }

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let weights = product.weights
    let split = WorkSplit(
      rows: batch, panels: weights.panels, threads: workspaces.count, largest: 36, smallest: 12)
    parallelFor(split.units, threads: workspaces.count) { unit in
      let rows = split.rows(of: unit)
      product.multiply(
        inputs[0].pointer + rows.lowerBound * weights.depth, rows: rows,
        panels: split.panels(of: unit), into: output)
    }
  }
}
