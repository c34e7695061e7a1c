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
    let usable = formats.filter { format in
      format.isSupported && (wish.pixelFormat.map { $0 == format.pixelFormat } ?? true)
    }
    let candidates = usable.flatMap { Candidate.all(of: $0, for: wish) }
    guard let best = candidates.min(by: { $0.cost < $1.cost }) else {
      throw CameraError.noUsableFormat(device: device, offered: offered)
    }
    return best.mode
  }
}

/// A mode with its distance from the wish.
private struct Candidate {
  let mode: CameraMode
  /// Compared in this order: colour missing, difference in size, frames a second too few, rank of
  /// the format, difference in rate.
  let cost: (Int, Int, Double, Int, Double)

  /// One candidate for each size that the format has.
  static func all(of format: CameraFormat, for wish: CameraWish) -> [Candidate] {
    guard !format.sizes.isEmpty else {
      // The driver names no sizes: it is asked for the wish, and says what it made of it.
      return [Candidate(format.pixelFormat, wish.size, wish.framesPerSecond, wish)]
    }
    return format.sizes.map { size in
      let rate = size.nearestRate(to: wish.framesPerSecond) ?? wish.framesPerSecond
      return Candidate(format.pixelFormat, size.nearest(to: wish.size), rate, wish)
    }
  }

  private init(_ format: PixelFormat, _ size: CameraExtent, _ rate: Double, _ wish: CameraWish) {
    mode = CameraMode(pixelFormat: format, size: size, framesPerSecond: rate)
    let rank = PixelFormat.supported.firstIndex(of: format) ?? PixelFormat.supported.count
    cost = (
      format == .grey ? 1 : 0, size.distance(to: wish.size),
      max(0, wish.framesPerSecond - rate), rank, abs(rate - wish.framesPerSecond)
    )
  }
}
