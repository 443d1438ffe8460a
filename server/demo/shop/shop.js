// The shop's own script: its language, and two ways into the chat. Loaded before the page is drawn, so that no language flashes by.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search).get('lang');
  const kept = sessionStorage.getItem('shop-lang');
  let lang =
    [asked, kept].find((each) => each === 'ja' || each === 'en') ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');

  function speak() {
    sessionStorage.setItem('shop-lang', lang);
    root.lang = lang;
    document.title = root.getAttribute(`data-title-${lang}`) ?? document.title;
    window.Tsunagi?.setLocale('auto');
  }
  speak();

  /** The demo's shop vouches for one of its invented customers, as a real one would for whoever is signed in. */
  async function vouch(key) {
    const response = await fetch(`/shop/identity/${key}`, { method: 'POST' });
    const { ok, data } = await response.json();
    if (!ok) return;
    sessionStorage.setItem('shop-customer', JSON.stringify({ key, name: data.name }));
    greet();
    window.Tsunagi?.identify(data.token);
    window.Tsunagi?.open();
  }

  function greet() {
    const { key = '', name = '' } = JSON.parse(sessionStorage.getItem('shop-customer') ?? '{}');
    for (const place of document.querySelectorAll('[data-name]')) place.textContent = name;
    for (const line of document.querySelectorAll('[data-signed-in]')) line.hidden = key === '';
    for (const box of document.querySelectorAll('[data-sign-in]')) box.hidden = key !== '';
    for (const order of document.querySelectorAll('[data-of]')) order.hidden = order.dataset.of !== key;
  }

  /** The widget loads by itself; a page that leads to the bot waits for it. */
  function whenWidget(act) {
    if (window.Tsunagi !== undefined) act();
    else setTimeout(() => whenWidget(act), 100);
  }

  document.addEventListener('DOMContentLoaded', () => {
    for (const button of document.querySelectorAll('[data-language]')) {
      button.addEventListener('click', () => {
        lang = lang === 'ja' ? 'en' : 'ja';
        speak();
      });
    }
    for (const button of document.querySelectorAll('[data-chat]'))
      button.addEventListener('click', () => window.Tsunagi?.open());
    greet();
    if (location.pathname.endsWith('/bot.html')) whenWidget(() => window.Tsunagi.open());
    for (const button of document.querySelectorAll('[data-as]'))
      button.addEventListener('click', () => void vouch(button.dataset.as));
  });
})();
