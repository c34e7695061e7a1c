import Graphics

/// The look that all plots share: dark ink on white.
enum ReportStyle {
  static let background = Color.white
  static let ink = Color(0x22262B)
  static let faintInk = Color(0x6B737C)
  static let grid = Color(0xE4E7EB)

  static let title = Font(size: 22, weight: .bold)
  static let heading = Font(size: 16, weight: .bold)
  static let label = Font(size: 14)

  /// Blue for training, orange for validation: told apart with every kind of colour blindness
  /// (Okabe and Ito), and in gray by their brightness.
  static let training = Color(0x0072B2)
  static let validation = Color(0xE69F00)
}
