/// A way of capturing that a camera offers.
package struct CameraMode: Sendable, Equatable {
  package let pixelFormat: PixelFormat
  /// The picture's size in pixels.
  package let size: CameraExtent
  /// Frames a second to ask for.
  package let framesPerSecond: Double

  /// The mode nearest to a wish: the size counts first, then that the rate is reached, then how
  /// cheap the pixel format is to use (raw before MJPEG; infrared gray only if there is no colour).
  ///
  /// - Parameters:
  ///   - formats: what the camera offers.
  ///   - device: the camera's path, for the error's text.
  /// - Throws: ``CameraError/formatNotOffered(device:wished:offered:)``,
  ///   ``CameraError/noUsableFormat(device:offered:)``.
  package static func nearest(
    to wish: CameraWish, among formats: [CameraFormat], device: String
  ) throws -> CameraMode {
    let offered = formats.map(\.pixelFormat)
    if let format = wish.pixelFormat, !offered.contains(format) {
      throw CameraError.formatNotOffered(device: device, wished: format, offered: offered)
    }
    guard let best = ranked(by: wish, formats).first else {
      throw CameraError.noUsableFormat(device: device, offered: offered)
    }
    return best
  }

  /// The modes that need no more of the bus than one that it had no room for, as far as that can be
  /// estimated, the nearest to the wish first: MJPEG of the same size before a smaller size.
  static func narrower(
    than mode: CameraMode, wish: CameraWish, among formats: [CameraFormat]
  ) -> [CameraMode] {
    ranked(by: wish, formats).filter { $0 != mode && $0.bytesPerSecond <= mode.bytesPerSecond }
  }

  private static func ranked(by wish: CameraWish, _ formats: [CameraFormat]) -> [CameraMode] {
    let usable = formats.filter { format in
      format.isSupported && (wish.pixelFormat.map { $0 == format.pixelFormat } ?? true)
    }
    return usable.flatMap { Candidate.all(of: $0, for: wish) }
      .sorted { $0.cost < $1.cost }.map(\.mode)
  }

  /// About how much of the bus the mode takes.
  private var bytesPerSecond: Double {
    Double(size.width * size.height) * pixelFormat.bytesPerPixel * framesPerSecond
  }
}

/// A mode with its distance from the wish.
private struct Candidate {
  let mode: CameraMode
  /// Compared in this order: colour missing, difference in size, frames a second too few, rank of
  /// the format, difference in rate.
  let cost: (Int, Int, Double, Int, Double)

  /// One candidate for each size and rate that the format has.
  static func all(of format: CameraFormat, for wish: CameraWish) -> [Candidate] {
    guard !format.sizes.isEmpty else {
      // The driver names no sizes: it is asked for the wish, and says what it made of it.
      return [Candidate(format.pixelFormat, wish.size, wish.framesPerSecond, wish)]
    }
    return format.sizes.flatMap { size in
      let nearest = size.nearestRate(to: wish.framesPerSecond) ?? wish.framesPerSecond
      let rates = size.ratesAreRange || size.rates.isEmpty ? [nearest] : size.rates
      return rates.map { Candidate(format.pixelFormat, size.nearest(to: wish.size), $0, wish) }
    }
  }

  private init(_ format: PixelFormat, _ size: CameraExtent, _ rate: Double, _ wish: CameraWish) {
    mode = CameraMode(pixelFormat: format, size: size, framesPerSecond: rate)
    let rank = PixelFormat.supported.firstIndex(of: format) ?? PixelFormat.supported.count
    cost = (
      format.hasColor ? 0 : 1, size.distance(to: wish.size),
      max(0, wish.framesPerSecond - rate), rank, abs(rate - wish.framesPerSecond)
    )
  }
}
