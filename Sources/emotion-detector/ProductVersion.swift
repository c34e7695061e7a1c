/// The program's version, by semver.org.
let productVersion = "0.1.0"
