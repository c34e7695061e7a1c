import Kernels
import NeuralNetwork
import Randomness

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
    let threshold = Int32(Double(rate) * 65536)
    let (stream, count) = (stream, map.count)
    let blocks = (count + Self.block - 1) / Self.block
    parallelFor(blocks, threads: pass.threads) { block in
      let values = map.pointer
      var random = SplitMix64(seed: pass.seed, stream: stream, UInt64(step), UInt64(block))
      let end = min((block + 1) * Self.block, count)
      var place = block * Self.block
      // SAFETY: `place + 4` is within the map.
      while place + 4 <= end {
        let four = UnsafeMutableRawPointer(values + place)
        let kept = four.loadUnaligned(as: SIMD4<Float>.self) * scale
        four.storeBytes(
          of: kept.replacing(with: 0, where: Self.draw(&random) .< threshold),
          as: SIMD4<Float>.self)
        place += 4
      }
      let draws = Self.draw(&random)
      for (lane, place) in (place..<end).enumerated() {
        values[place] *= draws[lane] < threshold ? 0 : scale
      }
    }
  }

  /// Four numbers of 16 bits from one of 64.
  @inline(__always)
  private static func draw(_ random: inout SplitMix64) -> SIMD4<Int32> {
    SIMD4(
      truncatingIfNeeded: unsafeBitCast(random.next().littleEndian, to: SIMD4<UInt16>.self))
  }

  package func export(from input: String, to graph: inout Graph) -> String { input }
}
