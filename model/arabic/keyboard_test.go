package arabic_test

import (
	"testing"

	"qari/model/arabic"
)

func TestOtherKeyboardBothWays(t *testing.T) {
	tests := []struct{ latin, arabic string }{
		{"hgYvihf", "الإرهاب"},
		{"hgHlk hgr,ld", "الأمن القومي"},
		{"hgNk", "الآن"},
		{"l],v ]hxa", "مدور داءش"},
		{"`f]m", "ذبدة"},
		{"lps,k", "محسون"},
		{"hgugh'", "العلاط"},
		{"hglQvXHm", "المَرْأة"},
		{"2015 ,2016", "2015 و2016"},
		{"back", "لاشؤن"},
		{"Go Trump", "لأخ لإقعةح"},
		{"BBC", "لآلآ}"},
		{"a?", "ش؟"},
		{"a(b)", "ش)لا("},
	}
	for _, tt := range tests {
		if got, ok := arabic.OtherKeyboard(tt.latin); !ok || got != tt.arabic {
			t.Errorf("%s typed in Arabic is %q, %v, want %q", tt.latin, got, ok, tt.arabic)
		}
		if tt.latin == "hgugh'" { // the key b types the same two letters
			tt.latin = "hgub'"
		}
		if got, ok := arabic.OtherKeyboard(tt.arabic); !ok || got != tt.latin {
			t.Errorf("%s typed in Latin is %q, %v, want %q", tt.arabic, got, ok, tt.latin)
		}
	}
}

func TestOtherKeyboardOfLigatures(t *testing.T) {
	for in, want := range map[string]string{
		"\uFEFBشؤن": "back", "ا\uFEFC": "hb",
		"\uFEF5\uFEF6": "BB", "ا\uFEF7": "hG", "\uFEF8": "G", "ا\uFEF9": "hT", "\uFEFA": "T",
	} {
		if got, ok := arabic.OtherKeyboard(in); !ok || got != want {
			t.Errorf("%q typed in Latin is %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestOtherKeyboardWithNothingToChange(t *testing.T) {
	for _, s := range []string{"", " ", "2015", "12-30", "ლ"} {
		if got, ok := arabic.OtherKeyboard(s); ok || got != s {
			t.Errorf("%q becomes %q, %v", s, got, ok)
		}
	}
}

func FuzzOtherKeyboard(f *testing.F) {
	f.Add("hgYvihf")
	f.Add("الإرهاب \uFEFB")
	f.Fuzz(func(t *testing.T, s string) {
		other, ok := arabic.OtherKeyboard(s)
		if ok == (other == s) {
			t.Fatalf("%q becomes %q, %v", s, other, ok)
		}
	})
}
