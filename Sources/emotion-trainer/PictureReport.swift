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
