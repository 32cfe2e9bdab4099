import ArgumentParser

/// An age as it is written in a command: a number and a unit, such as `90d`, `12h` or `2w`.
struct Age: ExpressibleByArgument {
    let duration: Duration

    private static let secondsByUnit: [Character: Int64] = ["h": 3600, "d": 86_400, "w": 7 * 86_400]
    /// About a century: whoever asks for more means "whenever".
    private static let maximumDays: Int64 = 36_500

    init?(argument: String) {
        guard let unit = argument.last, let seconds = Self.secondsByUnit[unit],
            let count = Int64(argument.dropLast()), count > 0, count <= Self.maximumDays * 86_400 / seconds,
            argument.utf8.first != UInt8(ascii: "+")
        else { return nil }
        duration = .seconds(count * seconds)
    }

    init(_ duration: Duration) {
        self.duration = duration
    }

    /// The largest unit of which it is a whole number.
    var defaultValueDescription: String {
        let seconds = duration.components.seconds
        let unit = Self.secondsByUnit.filter { $0.key != "w" && seconds % $0.value == 0 }.max { $0.value < $1.value }
        return unit.map { "\(seconds / $0.value)\($0.key)" } ?? "\(seconds)s"
    }
}
