#include "screen/fonts.hpp"

#include <SDL_ttf.h>

#include <algorithm>
#include <cmath>
#include <list>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "screen/utf8.hpp"

namespace luot::screen {

namespace {

constexpr int size_px_min = 4;
constexpr int size_px_max = 2'000;
constexpr int tracking_max = 200;

struct CloseFont {
    void operator()(TTF_Font* font) const { TTF_CloseFont(font); }
};
struct FreeSurface {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};

// The library counts its users itself.
struct Library {
    Library() {
        if (TTF_Init() != 0) throw std::runtime_error(std::string("SDL_ttf does not start: ") + TTF_GetError());
    }
    ~Library() { TTF_Quit(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

struct FaceKey {
    Family family = Family::text;
    Weight weight = Weight::regular;
    int size_px = 0;
    bool operator==(const FaceKey&) const = default;
};

struct Face {
    FaceKey key;
    std::unique_ptr<TTF_Font, CloseFont> font;
    FontMetrics metrics;
    int digit_advance = 0;
};

// A piece of a line that is drawn in one go, and where it starts.
struct Run {
    std::string text;
    int x = 0;
};

const char* name_of(Weight weight) {
    switch (weight) {
        case Weight::regular:
            return "Regular";
        case Weight::medium:
            return "Medium";
        case Weight::semibold:
            return "SemiBold";
        case Weight::bold:
            return "Bold";
        case Weight::extrabold:
            return "ExtraBold";
    }
    return "Regular";
}

std::string file_name_of(Family family, Weight weight) {
    return std::string(family == Family::display ? "InterDisplay-" : "Inter-") + name_of(weight) + ".otf";
}

struct GlyphBox {
    int left = 0;
    int right = 0;
    int bottom = 0;  // below the baseline is negative, as FreeType counts
    int top = 0;
    int advance = 0;
};

GlyphBox glyph_box(TTF_Font* font, std::uint32_t code) {
    GlyphBox box;
    // A missing glyph has a box too (the empty square); an error leaves zeros, which draw nothing.
    if (TTF_GlyphMetrics32(font, code, &box.left, &box.right, &box.bottom, &box.top, &box.advance) != 0) return {};
    return box;
}

// Tones over circumflex and breve, and dots below: the tallest and deepest that Vietnamese has.
constexpr std::string_view tallest_letters = "ẾỀỂỄẤẦẨẪẮẰẲẴỐỒỔỖỨỪỬỮÝỸ";
constexpr std::string_view deepest_letters = "ẠỊỤỴỢgjpqyạợựỵ";

FontMetrics metrics_of(TTF_Font* font, int size_px) {
    FontMetrics metrics;
    metrics.ascent = TTF_FontAscent(font);
    metrics.descent = -TTF_FontDescent(font);
    for (const auto code : code_points(tallest_letters)) metrics.ascent = std::max(metrics.ascent, glyph_box(font, code).top);
    for (const auto code : code_points(deepest_letters)) metrics.descent = std::max(metrics.descent, -glyph_box(font, code).bottom);
    metrics.cap_height = glyph_box(font, 'H').top;
    metrics.line_height = std::max(metrics.ascent + metrics.descent, static_cast<int>(std::ceil(1.15 * size_px)));
    return metrics;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

// What was measured and drawn lately, by text and style.
class TextCache {
  public:
    struct Text {
        std::string key;
        std::optional<int> width;
        std::shared_ptr<const Coverage> drawn;
    };

    Text& at(std::string_view utf8, const TextStyle& style) {
        std::string key(utf8);
        for (const int part :
             {static_cast<int>(style.family), static_cast<int>(style.weight), style.size_px, style.tabular ? 1 : 0, style.tracking}) {
            key.append(reinterpret_cast<const char*>(&part), sizeof part);
        }
        if (const auto found = places_.find(key); found != places_.end()) {
            texts_.splice(texts_.begin(), texts_, found->second);
            return texts_.front();
        }
        texts_.push_front({std::move(key), {}, {}});
        places_[texts_.front().key] = texts_.begin();
        while (texts_.size() > Fonts::texts_kept_max) drop_last();
        return texts_.front();
    }
    // Of the text that at() gave last.
    void keep(Text& text, Coverage coverage) {
        bytes_ += coverage.alpha.size();
        text.drawn = std::make_shared<const Coverage>(std::move(coverage));
        while (bytes_ > Fonts::texts_bytes_max && texts_.size() > 1) drop_last();
    }
    std::size_t size() const { return texts_.size(); }

  private:
    void drop_last() {
        if (texts_.back().drawn) bytes_ -= texts_.back().drawn->alpha.size();
        places_.erase(texts_.back().key);
        texts_.pop_back();
    }

    std::list<Text> texts_;  // the most recently used one first
    std::unordered_map<std::string_view, std::list<Text>::iterator> places_;
    std::size_t bytes_ = 0;
};

struct Fonts::Impl {
    Library library;
    std::vector<std::filesystem::path> folders;
    std::list<Face> faces;  // the most recently used one first
    TextCache texts;

    Face& face(const TextStyle& style) {
        const FaceKey key{style.family, style.weight, std::clamp(style.size_px, size_px_min, size_px_max)};
        const auto found = std::find_if(faces.begin(), faces.end(), [&](const Face& face) { return face.key == key; });
        if (found != faces.end()) {
            faces.splice(faces.begin(), faces, found);
            return faces.front();
        }
        const auto file = file_of(folders, key.family, key.weight);
        Face opened;
        opened.key = key;
        opened.font.reset(TTF_OpenFont(file.string().c_str(), key.size_px));
        if (!opened.font) throw std::runtime_error("font file " + file.string() + " cannot be opened: " + TTF_GetError());
        // Shapes and advances as drawn by the designer; nothing is snapped to whole pixels.
        TTF_SetFontHinting(opened.font.get(), TTF_HINTING_LIGHT_SUBPIXEL);
        opened.metrics = metrics_of(opened.font.get(), key.size_px);
        for (char digit = '0'; digit <= '9'; ++digit) {
            opened.digit_advance = std::max(opened.digit_advance, glyph_box(opened.font.get(), static_cast<std::uint32_t>(digit)).advance);
        }
        if (faces.size() >= faces_kept_max) faces.pop_back();
        faces.push_front(std::move(opened));
        return faces.front();
    }

    // SDL_ttf moves the start right where the first glyph reaches left of it.
    static int moved_right(TTF_Font* font, const std::string& text) {
        const auto codes = code_points(text);
        return codes.empty() ? 0 : std::max(0, -glyph_box(font, codes.front()).left);
    }

    static int advance(TTF_Font* font, const std::string& text) {
        int width = 0;
        if (text.empty() || TTF_SizeUTF8(font, text.c_str(), &width, nullptr) != 0) return 0;
        return std::max(0, width - moved_right(font, text));
    }

    // Cuts a line into the runs that are drawn on their own, and says how wide it is.
    static int lay_out(const Face& face, const std::string& text, const TextStyle& style, std::vector<Run>& runs) {
        if (style.tracking > 0) return lay_out_apart(face, text, style, runs);
        if (!style.tabular) {
            runs.push_back({text, 0});
            return advance(face.font.get(), text);
        }
        int x = 0;
        for (std::size_t i = 0; i < text.size();) {
            std::size_t end = i + 1;
            if (is_digit(text[i])) {
                const int own = glyph_box(face.font.get(), static_cast<std::uint32_t>(text[i])).advance;
                runs.push_back({text.substr(i, 1), x + (face.digit_advance - own) / 2});
                x += face.digit_advance;
            } else {
                while (end < text.size() && !is_digit(text[end])) ++end;
                runs.push_back({text.substr(i, end - i), x});
                x += advance(face.font.get(), runs.back().text);
            }
            i = end;
        }
        return x;
    }

    // Letter by letter, without kerning.
    static int lay_out_apart(const Face& face, const std::string& text, const TextStyle& style, std::vector<Run>& runs) {
        const int apart = (face.key.size_px * std::min(style.tracking, tracking_max) + 500) / 1'000;
        const auto starts = code_point_starts(text);
        int x = 0;
        for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
            runs.push_back({text.substr(starts[i], starts[i + 1] - starts[i]), x});
            x += advance(face.font.get(), runs.back().text) + apart;
        }
        return std::max(x - apart, 0);
    }

    static Coverage draw_run(const Face& face, const Run& run) {
        TTF_Font* font = face.font.get();
        const SDL_Color white{255, 255, 255, 255};
        const std::unique_ptr<SDL_Surface, FreeSurface> surface(TTF_RenderUTF8_Blended(font, run.text.c_str(), white));
        if (!surface) return {};  // nothing but characters without width
        Coverage drawn;
        drawn.w = surface->w;
        drawn.h = surface->h;
        drawn.left = run.x - moved_right(font, run.text);
        // SDL_ttf moves the baseline down where a glyph reaches above the face's ascent.
        int highest = TTF_FontAscent(font);
        for (const auto code : code_points(run.text)) highest = std::max(highest, glyph_box(font, code).top);
        drawn.top = -highest;
        drawn.alpha.resize(static_cast<std::size_t>(drawn.w) * static_cast<std::size_t>(drawn.h));
        for (int y = 0; y < drawn.h; ++y) {
            const auto* row = static_cast<const std::uint8_t*>(surface->pixels) + static_cast<std::ptrdiff_t>(y) * surface->pitch;
            const auto* pixels = reinterpret_cast<const std::uint32_t*>(row);
            for (int x = 0; x < drawn.w; ++x) {
                const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(drawn.w) + static_cast<std::size_t>(x);
                drawn.alpha[at] = static_cast<std::uint8_t>(pixels[x] >> 24U);
            }
        }
        return drawn;
    }
};

std::vector<std::filesystem::path> Fonts::default_folders() {
    return {"/usr/share/fonts/opentype/inter", "/usr/local/share/fonts/opentype/inter", "fonts"};
}

std::filesystem::path Fonts::file_of(const std::vector<std::filesystem::path>& folders, Family family, Weight weight) {
    const auto name = file_name_of(family, weight);
    for (const auto& folder : folders) {
        std::error_code ignored;  // a folder that cannot be read does not have it
        if (std::filesystem::is_regular_file(folder / name, ignored)) return folder / name;
    }
    std::string looked;
    for (const auto& folder : folders) looked += (looked.empty() ? "" : ", ") + folder.string();
    throw std::runtime_error("font file " + name + " is in none of: " + looked + " (Debian package fonts-inter)");
}

Fonts::Fonts(const std::vector<std::filesystem::path>& folders) : impl_(std::make_unique<Impl>()) {
    impl_->folders = folders;
    for (const auto family : {Family::text, Family::display}) {
        for (const auto weight : {Weight::regular, Weight::medium, Weight::semibold, Weight::bold, Weight::extrabold}) {
            file_of(folders, family, weight);
        }
    }
}

Fonts::~Fonts() = default;

FontMetrics Fonts::metrics(const TextStyle& style) {
    return impl_->face(style).metrics;
}

TextExtent Fonts::measure(std::string_view utf8, const TextStyle& style) {
    const FontMetrics metrics = impl_->face(style).metrics;
    auto& text = impl_->texts.at(utf8, style);
    if (!text.width) {
        std::vector<Run> runs;
        text.width = Impl::lay_out(impl_->face(style), drawable(utf8), style, runs);
    }
    return {*text.width, metrics.ascent + metrics.descent, metrics.ascent};
}

std::shared_ptr<const Coverage> Fonts::drawn(std::string_view utf8, const TextStyle& style) {
    auto& text = impl_->texts.at(utf8, style);
    if (!text.drawn) impl_->texts.keep(text, draw(utf8, style));
    return text.drawn;
}

std::size_t Fonts::texts_kept() const {
    return impl_->texts.size();
}

Coverage Fonts::draw(std::string_view utf8, const TextStyle& style) {
    const Face& face = impl_->face(style);
    std::vector<Run> runs;
    Impl::lay_out(face, drawable(utf8), style, runs);
    std::vector<Coverage> pieces;
    for (const auto& run : runs) {
        auto piece = Impl::draw_run(face, run);
        if (piece.w > 0 && piece.h > 0) pieces.push_back(std::move(piece));
    }
    if (pieces.empty()) return {};
    if (pieces.size() == 1) return std::move(pieces.front());
    Coverage whole;
    whole.left = pieces.front().left;
    whole.top = pieces.front().top;
    int right = whole.left;
    int bottom = whole.top;
    for (const auto& piece : pieces) {
        whole.left = std::min(whole.left, piece.left);
        whole.top = std::min(whole.top, piece.top);
        right = std::max(right, piece.left + piece.w);
        bottom = std::max(bottom, piece.top + piece.h);
    }
    whole.w = right - whole.left;
    whole.h = bottom - whole.top;
    whole.alpha.assign(static_cast<std::size_t>(whole.w) * static_cast<std::size_t>(whole.h), 0);
    for (const auto& piece : pieces) {
        for (int y = 0; y < piece.h; ++y) {
            for (int x = 0; x < piece.w; ++x) {
                const auto from = static_cast<std::size_t>(y * piece.w + x);
                const auto to = static_cast<std::size_t>((piece.top - whole.top + y) * whole.w + piece.left - whole.left + x);
                whole.alpha[to] = std::max(whole.alpha[to], piece.alpha[from]);
            }
        }
    }
    return whole;
}

InkBox Fonts::ink(std::string_view utf8, const TextStyle& style) {
    const Coverage drawn = draw(utf8, style);
    InkBox box;
    bool any = false;
    for (int y = 0; y < drawn.h; ++y) {
        for (int x = 0; x < drawn.w; ++x) {
            if (drawn.alpha[static_cast<std::size_t>(y * drawn.w + x)] < 128) continue;
            if (!any) box = {x, y, x + 1, y + 1};
            any = true;
            box.left = std::min(box.left, x);
            box.right = std::max(box.right, x + 1);
            box.bottom = y + 1;
        }
    }
    if (!any) return {};
    return {box.left + drawn.left, box.top + drawn.top, box.right + drawn.left, box.bottom + drawn.top};
}

std::size_t Fonts::faces_open() const {
    return impl_->faces.size();
}

}  // namespace luot::screen
