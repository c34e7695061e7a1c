/// A picture size that a camera has in one pixel format, with its frame rates.
package struct CameraFrameSize: Sendable, Equatable, Codable {
  /// Width in pixels; the greatest where a range is offered.
  package let width: Int
  /// Height in pixels; the greatest where a range is offered.
  package let height: Int
  /// The smallest size, where the camera offers every size in between; nil for this size alone.
  package let minimum: CameraExtent?
  /// The distance from one possible width and height to the next, where a range is offered.
  package let step: CameraExtent?
  /// Frames a second, highest first; empty where the driver does not say.
  package let rates: [Double]
  /// Whether every rate between the first and the last of `rates` is possible.
  package let ratesAreRange: Bool

  package init(
    width: Int, height: Int, minimum: CameraExtent? = nil, step: CameraExtent? = nil,
    rates: [Double], ratesAreRange: Bool = false
  ) {
    self.width = width
    self.height = height
    self.minimum = minimum
    self.step = step
    self.rates = rates
    self.ratesAreRange = ratesAreRange
  }

  /// The possible size nearest to a wish.
  func nearest(to wish: CameraExtent) -> CameraExtent {
    guard let minimum else { return CameraExtent(width: width, height: height) }
    return CameraExtent(
      width: Self.snap(wish.width, minimum.width, width, step?.width ?? 1),
      height: Self.snap(wish.height, minimum.height, height, step?.height ?? 1))
  }

  private static func snap(_ wish: Int, _ least: Int, _ most: Int, _ step: Int) -> Int {
    let step = max(1, step)
    let steps = (min(max(wish, least), most) - least + step / 2) / step
    let value = least + steps * step
    return value > most ? value - step : value
  }

  /// The possible rate nearest to a wish, frames a second; nil where the driver names none.
  func nearestRate(to wish: Double) -> Double? {
    guard let fastest = rates.first, let slowest = rates.last else { return nil }
    if ratesAreRange { return min(max(wish, slowest), fastest) }
    return rates.min { abs($0 - wish) < abs($1 - wish) }
  }

  private enum CodingKeys: String, CodingKey {
    case width, height, minimum, step, rates
    case ratesAreRange = "rates_are_range"
  }
}
