import Training

/// Says what was read, and what could not be.
func report(_ pictures: LabeledPictures, path: String) {
  let counts = zip(pictures.classes, pictures.counts).map { "\($0) \($1)" }
  Console.say("\(path): \(pictures.count) pictures (\(counts.joined(separator: ", ")))")
  for line in pictures.unreadable.prefix(10) { Console.say("left out: \(line)") }
  if pictures.unreadable.count > 10 {
    Console.say("left out: \(pictures.unreadable.count - 10) more")
  }
}

/// Says in a sentence which pictures are there twice, if any.
func report(_ found: LabeledPictures.Duplicates, areDropped: Bool) {
  var parts: [String] = []
  if !found.alsoInValidation.isEmpty {
    parts.append(
      "\(found.alsoInValidation.count) training pictures are validation pictures, too, "
        + "\(found.otherLabelInValidation) of them with another label"
        + (areDropped ? ", and are left out" : " (--drop-duplicates leaves them out)"))
  }
  if found.repeated > 0 {
    parts.append(
      "\(found.repeated) training pictures repeat others, \(found.contradictory) have more than "
        + "one label")
  }
  if found.blank > 0 { parts.append("blank pictures: \(found.blank)") }
  if !parts.isEmpty { Console.say("pixel for pixel: " + parts.joined(separator: "; ")) }
}

/// Says what each class counts in the loss.
func report(_ weights: [Float], of classes: [String]) {
  let words = zip(classes, weights).map { "\($0) \(($1 * 1000).rounded() / 1000)" }
  Console.say("class weights: " + words.joined(separator: ", "))
}
