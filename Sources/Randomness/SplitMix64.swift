import Foundation

/// The SplitMix64 generator (Steele, Lea, Flood 2014): small, seeded, the same on every machine.
///
/// Streams for different purposes are split off by ``init(seed:stream:)``, so no part of training
/// depends on how often another part drew, nor on the number of threads.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// An independent stream of a seed.
  ///
  /// - Parameter stream: what the stream is for, such as [purpose, epoch, picture].
  package init(seed: UInt64, stream: UInt64...) {
    state = seed
    for part in stream {
      state = SplitMix64.mix(state &+ 0x9E37_79B9_7F4A_7C15) ^ part
    }
    state = SplitMix64.mix(state)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SplitMix64.mix(state)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  /// Uniform in a closed range.
  package mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    let unit = Double(next() &>> 11) * 0x1p-53
    return range.lowerBound + unit * (range.upperBound - range.lowerBound)
  }

  /// Standard normal by Box and Muller (1958).
  package mutating func normal() -> Double {
    let radius = uniform(0x1p-53...1)
    let angle = uniform(0...1)
    return (-2 * log(radius)).squareRoot() * cos(2 * .pi * angle)
  }
}
