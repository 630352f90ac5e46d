#include "voice/level.hpp"

#include <doctest/doctest.h>

#include "tones.hpp"
#include "voice/chime.hpp"

namespace luot::voice {

using testing::tone;

TEST_CASE("loudness is as the recommendation says") {
    // ITU-R BS.1770-4: a sine of 997 Hz at full scale in one channel is -3.01 LUFS.
    CHECK(loudness_lufs(tone(997, 1'000, 1.0)) == doctest::Approx(-3.01).epsilon(0.005));
    CHECK(loudness_lufs(tone(997, 1'000, 0.1)) == doctest::Approx(-23.01).epsilon(0.005));
    // Low tones are heard less, high ones more.
    CHECK(loudness_lufs(tone(60, 1'000, 0.1)) < -24.5);
    CHECK(loudness_lufs(tone(4'000, 1'000, 0.1)) > -21);
    CHECK(loudness_lufs(tone(997, 30, 0.1)) == doctest::Approx(-23.0).epsilon(0.03));  // shorter than a block
    CHECK(loudness_lufs({}) == silence_lufs);
    CHECK(loudness_lufs(Pcm(48'000)) == silence_lufs);
}

TEST_CASE("pauses make a sound no softer") {
    Pcm sound = tone(997, 400, 0.1);
    const double whole = loudness_lufs(sound);
    sound.resize(sound.size() * 4);
    CHECK(loudness_lufs(sound) == doctest::Approx(whole).epsilon(0.05));
}

TEST_CASE("silence before and after is cut off") {
    Pcm sound(samples_of_ms(700));
    const Pcm middle = tone(440, 300);
    sound.insert(sound.end(), middle.begin(), middle.end());
    sound.resize(sound.size() + samples_of_ms(900), 3);  // hiss
    const Pcm cut = trimmed(sound);
    CHECK(ms_of_samples(cut.size()) >= 300);
    CHECK(ms_of_samples(cut.size()) <= 370);
    CHECK(std::abs(cut.front()) < 100);
    CHECK(std::abs(cut.back()) < 100);
    CHECK(trimmed({}).empty());
    CHECK(trimmed(Pcm(10'000)).empty());
    CHECK(trimmed(Pcm(10'000, 1)).empty());
    CHECK(trimmed(Pcm(1, 20'000)).size() == 1);
}

TEST_CASE("soft and loud and peaky sounds become equally loud and none is clipped") {
    std::vector<Pcm> sounds = {tone(300, 500, 0.02), tone(300, 500, 1.0), tone(2'000, 120, 0.5)};
    // Short bursts with high peaks and not much else: the limiter's work.
    Pcm peaky = tone(500, 600, 0.01);
    for (std::size_t i = 0; i < peaky.size(); i += 4'800) {
        for (std::size_t j = i; j < std::min(i + 48, peaky.size()); ++j)
            peaky[j] = static_cast<std::int16_t>(j % 2 == 0 ? 30'000 : -30'000);
    }
    sounds.push_back(peaky);
    for (const Pcm& sound : sounds) {
        const Pcm made = equalised(sound);
        CHECK(made.size() == sound.size());
        CHECK(loudness_lufs(made) == doctest::Approx(target_lufs).epsilon(0.03));
        CHECK(peak_dbfs(made) <= ceiling_dbfs + 0.05);
    }
    // Nothing is made louder without end.
    CHECK(loudness_lufs(equalised(tone(997, 500, 0.001))) < -30);
    CHECK(equalised({}).empty());
    CHECK(equalised(Pcm(500)) == Pcm(500));
}

TEST_CASE("the chime is two soft tones as loud as a clip") {
    const Pcm sound = chime();
    CHECK(ms_of_samples(sound.size()) == 1'100);
    CHECK(loudness_lufs(sound) == doctest::Approx(target_lufs).epsilon(0.03));
    CHECK(peak_dbfs(sound) <= ceiling_dbfs + 0.05);
    const std::span<const std::int16_t> all(sound);
    CHECK(testing::share_of_tone(all.first(samples_of_ms(300)), 659.255) > 0.8);
    CHECK(testing::share_of_tone(all.subspan(samples_of_ms(450), samples_of_ms(300)), 523.251) > 0.6);
    CHECK(std::abs(sound.front()) < 10);
    CHECK(std::abs(sound.back()) < 10);
}

}  // namespace luot::voice
