/// A whole number of shape arithmetic: known, or a multiple of the batch, which only a run knows.
///
/// Arithmetic is nil where the result is neither, and where it overflows.
enum Size: Sendable, Equatable, CustomStringConvertible {
  case number(Int)
  /// This many times the batch, 1 or more.
  case batch(times: Int)

  /// A batch of any size.
  static let batch = Size.batch(times: 1)

  var description: String {
    switch self {
    case .number(let value): "\(value)"
    case .batch(1): "batch"
    case .batch(let times): "\(times) x batch"
    }
  }

  /// The value where it does not depend on the batch.
  var number: Int? {
    if case .number(let value) = self { value } else { nil }
  }

  private init?(times: (partialValue: Int, overflow: Bool)) {
    guard !times.overflow, times.partialValue >= 0 else { return nil }
    self = times.partialValue == 0 ? .number(0) : .batch(times: times.partialValue)
  }

  private init?(_ value: (partialValue: Int, overflow: Bool)) {
    guard !value.overflow else { return nil }
    self = .number(value.partialValue)
  }

  static func + (left: Size, right: Size) -> Size? {
    switch (left, right) {
    case (.number(let a), .number(let b)): Size(a.addingReportingOverflow(b))
    case (.batch(let a), .batch(let b)): Size(times: a.addingReportingOverflow(b))
    case (.batch, .number(0)): left
    case (.number(0), .batch): right
    default: nil
    }
  }

  static func - (left: Size, right: Size) -> Size? {
    switch (left, right) {
    case (.number(let a), .number(let b)): Size(a.subtractingReportingOverflow(b))
    case (.batch(let a), .batch(let b)): Size(times: a.subtractingReportingOverflow(b))
    case (.batch, .number(0)): left
    default: nil
    }
  }

  static func * (left: Size, right: Size) -> Size? {
    switch (left, right) {
    case (.number(let a), .number(let b)): Size(a.multipliedReportingOverflow(by: b))
    case (.batch(let a), .number(let b)), (.number(let b), .batch(let a)):
      Size(times: a.multipliedReportingOverflow(by: b))
    default: nil
    }
  }

  /// Rounded towards 0, as ONNX divides whole numbers.
  static func / (left: Size, right: Size) -> Size? {
    switch (left, right) {
    case (.number(let a), .number(let b)): Size(a.dividedReportingOverflow(by: b))
    case (.batch(let a), .batch(let b)): a % b == 0 ? .number(a / b) : nil
    case (.batch(let a), .number(let b)):
      b > 0 && a % b == 0 ? .batch(times: a / b) : nil
    case (.number(0), .batch): .number(0)
    case (.number, .batch): nil
    }
  }

  /// Whether two are equal for every batch; nil where that depends on the batch.
  func isEqual(to other: Size) -> Bool? {
    switch (self, other) {
    case (.number(let a), .number(let b)): a == b
    case (.batch(let a), .batch(let b)): a == b
    case (.batch, .number(let value)), (.number(let value), .batch): value <= 0 ? false : nil
    }
  }
}
