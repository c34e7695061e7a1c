import NeuralNetwork

/// A layer: forward and backward together, its parameters, and its form in an ONNX file.
///
/// A layer owns its result buffers and reuses them: what `forward` returned is valid until the
/// next `forward`. `backward` belongs to the last `forward`, in training mode. One thread calls a
/// layer; inside it spreads its loops over `pass.threads`.
package protocol TrainableLayer: AnyObject {
  /// Unique in the model; prefix of the parameters' names.
  var name: String { get }
  /// What one picture's features look like behind the layer.
  var outputShape: FeatureShape { get }
  /// What the optimiser changes.
  var parameters: [Parameter] { get }
  /// What is saved with the model but not optimised: running averages.
  var statistics: [Parameter] { get }

  /// The features behind the layer.
  func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap

  /// The loss' derivative by the layer's input, from that by its output; overwrites the parameters'
  /// gradients. May work in place on `gradient`.
  ///
  /// - Parameter wanted: `.parameters` where nobody uses the input's derivative, as in front of the
  ///   first layer with weights; the returned map is then undefined.
  func backward(_ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients) -> FeatureMap

  /// Appends the layer's evaluation-mode nodes to an ONNX graph.
  ///
  /// - Parameter input: name of the value that goes in, [batch, …].
  /// - Returns: name of the value that comes out.
  func export(from input: String, to graph: inout Graph) -> String
}

extension TrainableLayer {
  package var parameters: [Parameter] { [] }
  package var statistics: [Parameter] { [] }
}

/// Which derivatives a backward step has to give.
package enum WantedGradients: Sendable {
  case parameters
  case parametersAndInput
}

/// One batch's way through the network.
package struct Pass: Sendable {
  package enum Mode: Sendable, Equatable {
    /// Batch statistics and dropout on; `step` counts batches from 0 and seeds the dropout.
    case training(step: Int)
    /// Running statistics, no dropout: what `InferenceSession` computes.
    case evaluation
  }

  package let mode: Mode
  /// Greatest number of threads, 1 or more. Sums are split by it: bits repeat for the same number.
  package let threads: Int
  /// Seed of the whole run.
  package let seed: UInt64
  let workspace: ConvolutionWorkspace

  /// - Parameter workspace: of an earlier pass with the same number of threads; nil for a new one.
  package init(
    _ mode: Mode, threads: Int, seed: UInt64 = 0, workspace: ConvolutionWorkspace? = nil
  ) {
    self.mode = mode
    self.threads = threads
    self.seed = seed
    self.workspace = workspace ?? ConvolutionWorkspace(threads: threads)
  }
}
