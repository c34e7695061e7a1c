import ArgumentParser
import CascadeTraining

extension BoostingKind: ExpressibleByArgument {}
extension FeatureSet: ExpressibleByArgument {}

/// The options that change a cascade's recipe; each one given on the command line wins over the
/// file.
struct CascadeRecipeOptions: ParsableArguments {
  @Option(help: "A JSON file with any of these settings.", completion: .file(extensions: ["json"]))
  var recipe: String?

  @Option(help: "Sides of the window in pixels. (default: 24)")
  var window: Int?

  @Option(help: "Most stages. (default: 25)")
  var stages: Int?

  @Option(help: "Share of the faces that a stage lets through at least. (default: 0.992)")
  var hitRate: Double?

  @Option(help: "Share of the other windows that a stage lets through at most. (default: 0.5)")
  var falseAlarmRate: Double?

  @Option(help: "Most trees of the first stage. (default: 9)")
  var firstTrees: Int?

  @Option(help: "How many more each stage may have than the one before it. (default: 9)")
  var moreTrees: Int?

  @Option(help: "Decisions from a tree's root to its leaf, 1 for stumps. (default: 1)")
  var depth: Int?

  @Option(help: "gentle or real. (default: gentle)")
  var boosting: BoostingKind?

  @Option(
    help: """
      basic (edges, lines of three, checkerboards), upright (and lines of four, centres) or all \
      (and edges and lines turned by 45 degrees). (default: upright)
      """)
  var featureSet: FeatureSet?

  @Option(help: "Faces that a stage is trained on. (default: 10000)")
  var stageFaces: Int?

  @Option(help: "Faces besides that choose its threshold. (default: 4000)")
  var heldOutFaces: Int?

  @Option(help: "Windows without a face that a stage is trained on. (default: 10000)")
  var stageNegatives: Int?

  @Option(help: "Features drawn for a stage out of all that there are. (default: 20000)")
  var features: Int?

  @Option(help: "Share of them that each tree chooses from. (default: 0.2)")
  var featureShare: Double?

  @Option(help: "Greatest rotation of a face either way in degrees. (default: 8)")
  var rotation: Double?

  @Option(help: "Greatest change of its size either way as a share. (default: 0.04)")
  var zoom: Double?

  @Option(help: "Greatest shift either way as a share of its size. (default: 0.02)")
  var shift: Double?

  @Option(help: "Seed of all that is drawn. (default: 1)")
  var seed: UInt64?

  func resolved() throws -> CascadeRecipe {
    var result = try recipe.map { try CascadeRecipe(contentsOf: $0) } ?? CascadeRecipe()
    apply(window, to: &result.window)
    apply(stages, to: &result.stages)
    apply(hitRate, to: &result.hitRate)
    apply(falseAlarmRate, to: &result.falseAlarmRate)
    apply(firstTrees, to: &result.firstTrees)
    apply(moreTrees, to: &result.moreTrees)
    apply(depth, to: &result.depth)
    apply(boosting, to: &result.boosting)
    apply(featureSet, to: &result.featureSet)
    apply(stageFaces, to: &result.faces)
    apply(heldOutFaces, to: &result.heldOutFaces)
    apply(stageNegatives, to: &result.negatives)
    apply(features, to: &result.features)
    apply(featureShare, to: &result.featureShare)
    apply(rotation, to: &result.rotation)
    apply(zoom, to: &result.zoom)
    apply(shift, to: &result.shift)
    apply(seed, to: &result.seed)
    if let fault = result.fault { throw ValidationError(fault) }
    return result
  }
}
