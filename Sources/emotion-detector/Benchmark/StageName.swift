import ArgumentParser

/// What can be measured.
enum StageName: String, CaseIterable, Encodable, ExpressibleByArgument {
  /// The multiplications and additions that the processor can do.
  case peak
  /// A network on face crops.
  case inference
  /// A network on more threads than cores, and beside others that compute.
  case contention
  /// The search for faces.
  case detection
  /// A camera's bytes made into pictures.
  case conversion
  /// Drawing on a picture.
  case overlay
  /// All that is done with a frame but capture and drawing.
  case analysis
}
