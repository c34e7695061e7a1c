import Foundation

extension ElementFunction.Function {
  /// The function of a node with its attributes; nil where its operator is none of these.
  init?(_ context: NodeContext) throws {
    func float(_ name: String, _ fallback: Float) throws -> Float {
      try context.float(name, default: fallback)
    }
    var known: Set<String> = []
    switch context.node.opType {
    case "HardSigmoid":
      known = ["alpha", "beta"]
      self = .hardSigmoid(alpha: try float("alpha", 0.2), beta: try float("beta", 0.5))
    case "Selu":
      known = ["alpha", "gamma"]
      self = .selu(alpha: try float("alpha", 1.673_263_2), gamma: try float("gamma", 1.050_701))
    case "Celu", "ThresholdedRelu":
      known = ["alpha"]
      let alpha = try float("alpha", 1)
      self = context.node.opType == "Celu" ? .celu(alpha: alpha) : .thresholdedRelu(alpha: alpha)
    case "Gelu":
      known = ["approximate"]
      switch try context.string("approximate", default: "none") {
      case "none": self = .gelu
      case "tanh": self = .geluByTanh
      case let name: throw context.unsupported("approximate \(name)")
      }
    default:
      guard let function = Self.plain[context.node.opType] else { return nil }
      self = function
    }
    try context.checkAttributes(known)
  }

  /// The operators without attributes.
  private static let plain: [String: Self] = [
    "Abs": .absolute, "Ceil": .ceiling, "Cos": .cosine, "Erf": .erf, "Exp": .exponential,
    "Floor": .floor, "HardSwish": .hardSwish, "Log": .logarithm, "Mish": .mish, "Neg": .negation,
    "Reciprocal": .reciprocal, "Round": .round, "Sign": .sign, "Sin": .sine,
    "Softplus": .softplus, "Softsign": .softsign, "Sqrt": .squareRoot,
  ]

  /// The function of `count` values.
  func apply(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, count: Int
  ) {
    // SAFETY: the caller vouches for `count` values of both.
    @inline(__always) func each(_ body: (Float) -> Float) {
      for index in 0..<count { target[index] = body(source[index]) }
    }
    switch self {
    case .absolute: each { abs($0) }
    case .ceiling: each { $0.rounded(.up) }
    case .cosine: each { cos($0) }
    case .erf: each { Foundation.erf($0) }
    case .exponential: each { exp($0) }
    case .floor: each { $0.rounded(.down) }
    case .logarithm: each { log($0) }
    case .negation: each { -$0 }
    case .reciprocal: each { 1 / $0 }
    case .round: each { $0.rounded(.toNearestOrEven) }
    case .sign: each { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
    case .sine: each { sin($0) }
    case .softplus: each { Self.softplus($0) }
    case .softsign: each { $0 / (1 + abs($0)) }
    case .squareRoot: each { $0.squareRoot() }
    case .hardSwish: each { $0 * min(max($0 / 6 + 0.5, 0), 1) }
    case .mish: each { $0 * tanh(Self.softplus($0)) }
    case .gelu: each { 0.5 * $0 * (1 + Foundation.erf($0 * Float(0.5).squareRoot())) }
    case .geluByTanh:
      let factor = Float(2 / Double.pi).squareRoot()
      each { 0.5 * $0 * (1 + tanh(factor * ($0 + 0.044715 * $0 * $0 * $0))) }
    case .hardSigmoid(let alpha, let beta): each { min(max(alpha * $0 + beta, 0), 1) }
    case .selu(let alpha, let gamma): each { gamma * ($0 > 0 ? $0 : alpha * expm1($0)) }
    case .celu(let alpha): each { max($0, 0) + min(alpha * expm1($0 / alpha), 0) }
    case .thresholdedRelu(let alpha): each { $0 > alpha ? $0 : 0 }
    case .power(2): each { $0 * $0 }
    case .power(0.5): each { $0.squareRoot() }
    case .power(let exponent): each { pow($0, exponent) }
    }
  }

  /// `ln(1 + exp(x))` without overflow.
  private static func softplus(_ x: Float) -> Float { max(x, 0) + log1p(exp(-abs(x))) }
}
