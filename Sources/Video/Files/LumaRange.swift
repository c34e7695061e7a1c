/// Luma of a limited range, 16 for black and 235 for white (ITU-R BT.601), to gray levels.
enum LumaRange {
  /// A gray level for every luma byte: `(y - 16) * 255 / 219`, rounded and clamped.
  static let expansion: [UInt8] = (0..<256).map { luma in
    UInt8(max(0, min(255, ((Double(luma) - 16) * 255 / 219).rounded())))
  }

  /// A gray level for every byte of full-range luma: itself.
  static let unchanged: [UInt8] = (0..<256).map { UInt8($0) }
}
