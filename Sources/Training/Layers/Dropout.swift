import Kernels
import NeuralNetwork

/// Inverted dropout (Srivastava et al. 2014): in training sets a share of the values to 0 and
/// divides the others by the share that stays; in evaluation it changes nothing and leaves no node.
package final class Dropout: TrainableLayer {
  package let name: String
  package let outputShape: FeatureShape
  private let rate: Float
  private let stream: UInt64

  /// - Parameters:
  ///   - rate: share of values to drop, 0 to less than 1.
  ///   - stream: tells this layer's random numbers from other dropouts' in the model.
  package init(_ name: String, input: FeatureShape, rate: Float, stream: UInt64) {
    precondition((0..<1).contains(rate), "\(name): dropout rate \(rate)")
    self.name = name
    outputShape = input
    self.rate = rate
    self.stream = stream
  }

  package func forward(_ input: FeatureMap, _ pass: Pass) -> FeatureMap {
    applyMask(to: input, pass)
    return input
  }

  package func backward(
    _ gradient: FeatureMap, _ pass: Pass, wanted: WantedGradients
  ) -> FeatureMap {
    applyMask(to: gradient, pass)
    return gradient
  }

  /// Values that share a stream of random numbers.
  private static let block = 4096

  /// The mask is drawn again rather than stored: it depends on seed, step and place only.
  private func applyMask(to map: FeatureMap, _ pass: Pass) {
    guard case .training(let step) = pass.mode, rate > 0 else { return }
    let scale = 1 / (1 - rate)
    let threshold = UInt32(Double(rate) * 65536)
    let (stream, count) = (stream, map.count)
    let blocks = (count + Self.block - 1) / Self.block
    parallelFor(blocks, threads: pass.threads) { block in
      let values = map.pointer
      var random = SplitMix64(seed: pass.seed, stream: stream, UInt64(step), UInt64(block))
      let end = min((block + 1) * Self.block, count)
      for start in Swift.stride(from: block * Self.block, to: end, by: 4) {
        // Four 16-bit draws from each 64-bit number.
        let draws = SIMD4<UInt32>(
          truncatingIfNeeded: unsafeBitCast(random.next().littleEndian, to: SIMD4<UInt16>.self))
        let factors = SIMD4<Float>(repeating: scale).replacing(
          with: 0, where: draws .< SIMD4(repeating: threshold))
        for lane in 0..<min(4, end - start) { values[start + lane] *= factors[lane] }
      }
    }
  }

  package func export(from input: String, to graph: inout Graph) -> String { input }
}
