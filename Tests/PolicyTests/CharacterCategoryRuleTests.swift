import Policy
import Testing

struct CharacterCategoryRuleTests {
    @Test(arguments: [
        ("", 0), ("a", 1), ("Z", 1), ("0", 1), ("_", 1), (" ", 1), ("aZ", 2), ("a9", 2), ("aA9", 3), ("aA<", 3),
        ("aA>", 3), ("aA ", 3), ("a9_", 3), ("aA9!", 4), ("AZaz09", 3), ("@[`{/:", 1), ("\u{0}", 1), ("\u{7F}", 1),
    ])
    func countsFourCategories(password: String, categories: Int) {
        #expect(codes(CharacterCategoryRule(atLeast: categories), password) == [])
        #expect(codes(CharacterCategoryRule(atLeast: categories + 1), password) == [.notComplex])
    }

    @Test(arguments: ["é", "É", "ı", "İ", "ß", "Ω", "я", "Я", "٣", "字", "\u{1F511}", "\u{301}"])
    func countsEveryCharacterOutsideASCIIAsOther(character: String) {
        #expect(codes(CharacterCategoryRule(atLeast: 3), "aA" + character) == [])
        #expect(codes(CharacterCategoryRule(atLeast: 3), "a!" + character) == [.notComplex])
    }
}
