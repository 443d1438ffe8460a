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

  /** The demo's shop can vouch for one of its invented customers; a shop without that keeps the offer hidden. */
  async function vouch(customer) {
    const response = await fetch(`/shop/identity/${customer}`, { method: 'POST' });
    const { ok, data } = await response.json();
    if (!ok) return;
    window.Tsunagi?.identify(data.token);
    for (const name of document.querySelectorAll('[data-name]')) name.textContent = data.name;
    for (const line of document.querySelectorAll('[data-signed-in]')) line.hidden = false;
    for (const box of document.querySelectorAll('[data-sign-in]')) box.hidden = true;
    window.Tsunagi?.open();
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
    for (const box of document.querySelectorAll('[data-sign-in]')) box.hidden = false;
    for (const button of document.querySelectorAll('[data-as]'))
      button.addEventListener('click', () => void vouch(button.dataset.as));
  });
})();
