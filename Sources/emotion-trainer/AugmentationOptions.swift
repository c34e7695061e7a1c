import ArgumentParser
import Training

extension FillMode: ExpressibleByArgument {}

/// The options of a recipe that change the pictures.
struct AugmentationOptions: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Mirror half of the pictures. (default: --flip)")
  var flip: Bool?

  @Option(help: "Greatest rotation either way in degrees. (default: 10)")
  var rotation: Double?

  @Option(help: "Greatest shift either way as a share of the side. (default: 0.1)")
  var shift: Double?

  @Option(help: "Greatest zoom in or out as a share. (default: 0.1)")
  var zoom: Double?

  @Option(help: "Greatest change of brightness as a share. (default: 0.2)")
  var brightness: Double?

  @Option(help: "Greatest change of contrast as a share. (default: 0)")
  var contrast: Double?

  @Option(help: "Share of the pictures in which a random rectangle is hidden. (default: 0)")
  var erasing: Double?

  @Option(help: "Greatest shear either way in degrees. (default: 0)")
  var shear: Double?

  @Option(
    help: "Most levels of 0-255 added or taken away, within the picture's own. (default: 0)")
  var channelShift: Double?

  @Option(
    help: "Greatest deviation of noise in levels; each picture has up to this much. (default: 0)")
  var noise: Double?

  @Option(
    help: """
      What lies outside of a moved picture: nearest (its edge), constant (black), reflect or wrap. \
      (default: nearest)
      """)
  var fillMode: FillMode?

  @Option(help: "Alpha of mixup, which blends pictures and their targets; 0 for none. (default: 0)")
  var mixup: Double?

  @Option(
    help: "Alpha of CutMix, which exchanges rectangles of pictures; 0 for none. (default: 0)")
  var cutmix: Double?

  /// Writes what is given over a recipe's settings.
  func change(_ recipe: inout Recipe) {
    apply(flip, to: &recipe.augmentation.horizontalFlip)
    apply(rotation, to: &recipe.augmentation.rotation)
    apply(shift, to: &recipe.augmentation.shift)
    apply(zoom, to: &recipe.augmentation.zoom)
    apply(brightness, to: &recipe.augmentation.brightness)
    apply(contrast, to: &recipe.augmentation.contrast)
    apply(erasing, to: &recipe.augmentation.erasing)
    apply(shear, to: &recipe.augmentation.shear)
    apply(channelShift, to: &recipe.augmentation.channelShift)
    apply(noise, to: &recipe.augmentation.noise)
    apply(fillMode, to: &recipe.augmentation.fillMode)
    apply(mixup, to: &recipe.mixing.mixup)
    apply(cutmix, to: &recipe.mixing.cutmix)
  }
}
