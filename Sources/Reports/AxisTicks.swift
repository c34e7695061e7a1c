import Foundation

/// Round numbers along an axis, and how they are written.
package struct AxisTicks: Sendable, Equatable {
  /// The values, ascending; all within the range asked for.
  package let values: [Double]
  /// Their texts.
  package let labels: [String]

  /// Ticks at multiples of 1, 2 or 5 times a power of ten.
  ///
  /// - Parameters:
  ///   - range: the axis.
  ///   - count: about how many ticks there is room for, 2 or more.
  ///   - wholeNumbers: whether only whole numbers make sense, as for epochs.
  package init(linear range: ClosedRange<Double>, count: Int, wholeNumbers: Bool = false) {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite else {
      values = [range.lowerBound]
      labels = [Self.text(range.lowerBound, decimals: 3)]
      return
    }
    let rough = span / Double(max(1, count))
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
    let used = wholeNumbers ? max(1, step.rounded()) : step
    let decimals = max(0, Int((-log10(used) - 1e-9).rounded(.up)))
    let first = Int((range.lowerBound / used - 1e-9).rounded(.up))
    let last = Int((range.upperBound / used + 1e-9).rounded(.down))
    values = first <= last ? (first...last).map { Double($0) * used } : []
    labels = values.map { Self.text($0, decimals: decimals) }
  }

  /// Ticks at powers of ten, and at 2 and 5 times those where there are few.
  ///
  /// - Parameter range: the axis, above 0.
  package init(logarithmic range: ClosedRange<Double>) {
    precondition(range.lowerBound > 0, "a logarithmic axis cannot begin at \(range.lowerBound)")
    let first = Int(floor(log10(range.lowerBound)))
    let last = Int(ceil(log10(range.upperBound)))
    let factors: [Double] = last - first > 2 ? [1] : [1, 2, 5]
    var values: [Double] = []
    for exponent in first...last {
      for factor in factors {
        let value = factor * pow(10, Double(exponent))
        if value >= range.lowerBound * 0.999 && value <= range.upperBound * 1.001 {
          values.append(value)
        }
      }
    }
    self.values = values
    labels = values.map(Self.scientific)
  }

  /// A number with so many digits after the point.
  package static func text(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "-" }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return decimals == 0
      ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// "1e-3", "5e-4".
  private static func scientific(_ value: Double) -> String {
    let exponent = Int(floor(log10(value) + 1e-9))
    let factor = value / pow(10, Double(exponent))
    return "\(Int(factor.rounded()))e\(exponent)"
  }
}
